import { History } from 'lucide-react';
import type { QueryRun } from '../../state/query-history.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { QueryHistoryList } from './query-history-list.tsx';

type QueryHistoryButtonProps = {
  readonly tabId: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
};

/** The queries run in this case, to be run again in this tab or beside it. */
export function QueryHistoryButton({ tabId, open, onOpenChange }: QueryHistoryButtonProps) {
  const run = ({ query, from, to }: QueryRun, beside: boolean) => {
    const { openSearch, setScope } = useWorkspace.getState();
    const scope = { query, from, to };
    onOpenChange(false);
    if (beside) openSearch({ scope });
    else setScope(tabId, scope);
  };
  return (
    <Popover
      label="Query history"
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={<IconButton icon={History} label="Query history" shortcut="Alt ↓" size="small" />}
    >
      <QueryHistoryList onRun={run} />
    </Popover>
  );
}
