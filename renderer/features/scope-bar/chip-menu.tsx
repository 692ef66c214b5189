import {
  CircleDot,
  Copy,
  Eye,
  EyeOff,
  type LucideIcon,
  PencilLine,
  Pin,
  PinOff,
  Replace,
  Scissors,
  Trash2,
} from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { splitAlternative } from '../../../preload/contract/query/edit-clause.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { Tab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { MenuItem, MenuLabel, MenuSeparator, PointMenu, SubMenu } from '../../ui/menu.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { shorten } from '../field-menu/value-actions.ts';
import type { Chip } from './chip.ts';
import { removeChip, toggleChip, togglePin, withChipInverted, withChipsJoined } from './chip-actions.ts';

/** One thing that can be done with a chip; `letter` does it while the chip or its menu has the focus. */
export type ChipAction = {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly letter: string;
  readonly danger?: boolean;
  readonly run: () => void;
};

/** What can be done with a chip by itself, in the order of its menu. */
export function chipActions(tab: Tab, chip: Chip, edit: () => void): readonly ChipAction[] {
  const { setScope } = useWorkspace.getState();
  const pinned = chip.kind === 'pinned';
  const own: readonly ChipAction[] = pinned
    ? []
    : [
        { title: 'Edit…', icon: PencilLine, letter: 'e', run: edit },
        {
          title: chip.clause?.negated ? 'Include instead' : 'Exclude instead',
          icon: Replace,
          letter: 'x',
          run: () => setScope(tab.id, withChipInverted(tab.scope, chip)),
        },
      ];
  const pin: ChipAction = {
    title: pinned ? 'Unpin; keep in this tab' : 'Pin for all tabs',
    icon: pinned ? PinOff : Pin,
    letter: 'p',
    run: () => togglePin(tab, chip),
  };
  return [
    ...own,
    {
      title: toggleTitle(chip),
      icon: chip.off ? Eye : EyeOff,
      letter: 'd',
      run: () => toggleChip(tab, chip),
    },
    ...(pinned && chip.off ? [] : [pin]),
    { title: 'Copy', icon: Copy, letter: 'c', run: () => void copyText(chip.text) },
    {
      title: pinned ? 'Remove from all tabs' : 'Remove',
      icon: Trash2,
      letter: 'r',
      danger: true,
      run: () => removeChip(tab, chip),
    },
  ];
}

function toggleTitle({ kind, off }: Chip): string {
  if (kind === 'pinned') return off ? 'Apply pinned filters in this tab' : 'Pinned filters off in this tab';
  return off ? 'Enable' : 'Disable';
}

type ChipMenuProps = {
  readonly tab: Tab;
  readonly chip: Chip;
  readonly chips: readonly Chip[];
  readonly x: number;
  readonly y: number;
  readonly actions: readonly ChipAction[];
  readonly onClose: () => void;
  readonly onCloseAutoFocus: (event: Event) => void;
};

/** The menu of a chip. Its letters work in it as they do on the chip. */
export function ChipMenu({ tab, chip, chips, actions, onClose, ...place }: ChipMenuProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : byLetter(actions, event.key);
    if (!action) return;
    event.preventDefault();
    onClose();
    action.run();
  };
  return (
    <PointMenu {...place} onClose={onClose} onKeyDown={onKeyDown}>
      <MenuLabel>{shorten(visibleText(chip.text))}</MenuLabel>
      {actions.map(({ title, run, ...look }) => (
        <MenuItem key={title} {...look} onSelect={run}>
          {title}
        </MenuItem>
      ))}
      {chip.kind === 'applied' ? <Alternatives tab={tab} chip={chip} chips={chips} /> : null}
    </PointMenu>
  );
}

type AlternativesProps = { readonly tab: Tab; readonly chip: Chip; readonly chips: readonly Chip[] };

/** What dragging does, for the keyboard: joining chips to an OR, and taking one apart. */
function Alternatives({ tab, chip, chips }: AlternativesProps) {
  const { setScope } = useWorkspace.getState();
  const others = chips.filter(({ kind, index }) => kind === 'applied' && index !== chip.index);
  const join = (into: Chip) =>
    setScope(tab.id, withChipsJoined(tab.scope, { index: chip.index, alternative: null }, into.index));
  const split = (alternative: number) =>
    setScope(tab.id, { ...tab.scope, query: splitAlternative(tab.scope.query, chip.index, alternative) });
  if (others.length + chip.alternatives.length === 0) return null;
  return (
    <>
      <MenuSeparator />
      {others.length > 0 ? (
        <SubMenu icon={CircleDot} title="Or with">
          {others.map((other) => (
            <MenuItem key={other.index} onSelect={() => join(other)}>
              {shorten(visibleText(other.text))}
            </MenuItem>
          ))}
        </SubMenu>
      ) : null}
      {chip.alternatives.length > 0 ? (
        <SubMenu icon={Scissors} title="And, not or">
          {chip.alternatives.map((text, index) => (
            <MenuItem key={text} onSelect={() => split(index)}>
              {shorten(visibleText(text))}
            </MenuItem>
          ))}
        </SubMenu>
      ) : null}
    </>
  );
}

/** The action of a letter, if it is one. */
export function byLetter(actions: readonly ChipAction[], key: string): ChipAction | undefined {
  return actions.find(({ letter }) => letter === key);
}
