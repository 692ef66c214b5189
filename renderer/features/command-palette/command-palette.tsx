import { Command as Palette } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { useDialog } from '../../state/open-dialog.ts';
import { classNames } from '../../ui/class-names.ts';
import { KeyCaps } from '../../ui/key-caps.tsx';
import type { Command } from './command.ts';
import styles from './command-palette.module.css';
import { findCommands } from './find-commands.ts';
import { recentCommands, rememberCommand } from './recent-commands.ts';
import { useCommandContext } from './use-command-context.ts';

const c = classNames(styles);

/**
 * Everything the window can open or do, found by typing. The focus goes back to where it was before a command runs,
 * so that what the command opens can give it back there in turn.
 */
export function CommandPalette() {
  const [open, setOpen] = useDialog('palette');
  const focused = useRef<Element | null>(null);
  const chosen = useRef<Command | null>(null);
  const choose = (command: Command) => {
    if (!command.passing) rememberCommand(command.id);
    chosen.current = command;
    setOpen(false);
  };
  const leave = (event: Event) => {
    event.preventDefault();
    giveFocusTo(focused.current);
    chosen.current?.run();
    if (chosen.current) requestAnimationFrame(keepFocusInside);
    chosen.current = null;
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className={c('overlay')} />
        <Dialog.Content
          className={c('content')}
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            focused.current = document.activeElement;
          }}
          onCloseAutoFocus={leave}
        >
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <CommandList onChoose={choose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CommandList({ onChoose }: { readonly onChoose: (command: Command) => void }) {
  const [typed, setTyped] = useState('');
  const [recent] = useState(recentCommands);
  const context = useCommandContext(typed);
  const groups = findCommands(context, recent);
  const [chosen, setChosen] = useState({ typed: '', id: '' });
  const isListed = groups.some(({ commands }) => commands.some(({ id }) => id === chosen.id));
  const first = groups[0]?.commands[0]?.id ?? '';
  const list = useRef<HTMLDivElement>(null);
  const type = (text: string) => {
    setTyped(text);
    if (list.current) list.current.scrollTop = 0;
  };
  return (
    <Palette
      label="Commands"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={isListed && chosen.typed === typed ? chosen.id : first}
      onValueChange={(id) => setChosen({ typed, id })}
      className={c('palette')}
    >
      <div className={c('field')}>
        <Search size={15} aria-hidden className={c('glass')} />
        <Palette.Input
          className={c('input')}
          aria-label="Command, place, field, time or value"
          placeholder={
            context.summary ? 'Open or do anything, jump to a time, find an address…' : 'Open or do anything…'
          }
          value={typed}
          onValueChange={type}
        />
      </div>
      <Palette.List ref={list} label="Commands" className={c('list')}>
        {groups.length === 0 ? <p className={c('none')}>Nothing of that name.</p> : null}
        {groups.map(({ title, commands }) => (
          <Palette.Group key={title} heading={title} className={c('group')}>
            {commands.map((command) => (
              <CommandItem key={command.id} command={command} onChoose={onChoose} />
            ))}
          </Palette.Group>
        ))}
      </Palette.List>
    </Palette>
  );
}

type CommandItemProps = { readonly command: Command; readonly onChoose: (command: Command) => void };

function CommandItem({ command, onChoose }: CommandItemProps) {
  const { id, title, icon: Icon, detail, combo } = command;
  return (
    <Palette.Item value={id} className={c('item')} onSelect={() => onChoose(command)}>
      <Icon size={14} aria-hidden className={c('icon')} />
      <span className={c('title')} title={title}>
        {title}
      </span>
      {detail === undefined ? null : <span className={c('detail')}>{detail}</span>}
      {combo === undefined ? null : <KeyCaps combo={combo} />}
    </Palette.Item>
  );
}

function giveFocusTo(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus();
}

/** What had the focus may be gone with the tab that was shown; the keyboard then goes on inside the new one. */
function keepFocusInside(): void {
  if (document.activeElement === null || document.activeElement === document.body)
    document.getElementById('tab-panel')?.focus();
}
