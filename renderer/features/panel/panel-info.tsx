import { Info } from 'lucide-react';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './panel-info.module.css';

const c = classNames(styles);

/** What a panel shows, its condition, the pitfalls it avoids, how the original differs, and its SQL. */
export function PanelInfoButton({ info }: { readonly info: PanelInfo }) {
  return (
    <Popover
      label={`About ${info.title}`}
      align="end"
      trigger={<IconButton icon={Info} size="small" label={`About ${info.title}`} hint={false} />}
    >
      <div className={c('root')}>
        <h3>{info.title}</h3>
        <p>{info.description}</p>
        <Section title="Condition">{info.condition}</Section>
        {info.pitfalls.length > 0 ? (
          <section>
            <h4 className={c('heading')}>Pitfalls it avoids</h4>
            <ul className={c('list')}>
              {info.pitfalls.map((pitfall) => (
                <li key={pitfall}>{pitfall}</li>
              ))}
            </ul>
          </section>
        ) : null}
        {info.original ? <Section title="How the original differs">{info.original}</Section> : null}
        <section>
          <h4 className={c('heading')}>SQL</h4>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable with the keyboard */}
          <pre className={c('sql')} tabIndex={0}>
            {info.sql.trim()}
          </pre>
          <div className={c('actions')}>
            <Button size="small" onClick={() => void copyText(info.sql, 'SQL copied')}>
              Copy
            </Button>
            <Button
              size="small"
              onClick={() => useWorkspace.getState().openSql(`select * from "${info.id}"`)}
            >
              Open in the SQL console
            </Button>
          </div>
        </section>
      </div>
    </Popover>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <section>
      <h4 className={c('heading')}>{title}</h4>
      <p>{children}</p>
    </section>
  );
}
