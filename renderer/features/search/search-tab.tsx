import { Tabs } from 'radix-ui';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { Aggregates } from './aggregates.tsx';
import { Messages } from './messages.tsx';
import styles from './search-tab.module.css';

const c = classNames(styles);

/**
 * A search: the matching events over time, by value, as a table and one by one. Opened from a panel it has
 * two sub-tabs, the panel's result (Aggregates) and the events behind it (Messages).
 */
export function SearchTabView({ tab }: { readonly tab: SearchTab }) {
  if (tab.panel === null) return <Messages tab={tab} />;
  const show = (view: string) =>
    useWorkspace.getState().patchTab(tab.id, { view: view === 'aggregates' ? 'aggregates' : 'messages' });
  return (
    <Tabs.Root className={c('root')} value={tab.view} onValueChange={show}>
      <Tabs.List className={c('tabs')} aria-label="Result">
        <Tabs.Trigger value="aggregates" className={c('tab')}>
          Aggregates
        </Tabs.Trigger>
        <Tabs.Trigger value="messages" className={c('tab')}>
          Messages
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="aggregates" className={c('content')}>
        <Aggregates tab={tab} panel={tab.panel} />
      </Tabs.Content>
      <Tabs.Content value="messages" className={c('content')}>
        <Messages tab={tab} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
