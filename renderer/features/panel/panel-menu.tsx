import { Clock, Copy, Ellipsis, FileDown, Maximize2, Table2 } from 'lucide-react';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';
import type { Span } from '../charts/mark.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { panelCsv, panelTsv } from './panel-csv.ts';
import { hasSwitches, PanelSwitches } from './panel-options.tsx';
import { BUCKET_OPTION, BUCKETS, bucketOf, panelScope, withOption } from './panel-scope.ts';
import { saveText } from './save-text.ts';

type PanelMenuProps = {
  readonly tab: DashboardTab;
  readonly info: PanelInfo;
  readonly result: PanelResult | undefined;
  readonly span: Span | null;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
  /** Left out where the panel is enlarged already. */
  readonly onEnlarge?: () => void;
};

/** What else can be done with a panel: enlarge, see as table, own range, width of buckets, copy and save. */
export function PanelMenu({ tab, info, result, span, asTable, onTable, onEnlarge }: PanelMenuProps) {
  const { patchTab } = useWorkspace.getState();
  const ownRange = () => {
    const { from, to } = panelScope(tab, info.id);
    patchTab(tab.id, { panelRanges: { ...tab.panelRanges, [info.id]: { from, to } } });
  };
  const empty = !result || result.rows.length === 0;
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${info.title}`} hint={false} />}>
      {onEnlarge ? (
        <MenuItem icon={Maximize2} onSelect={onEnlarge}>
          Enlarge
        </MenuItem>
      ) : null}
      {info.chart === 'table' ? null : (
        <MenuItem icon={Table2} onSelect={() => onTable(!asTable)}>
          {asTable ? 'Show as chart' : 'Show as table'}
        </MenuItem>
      )}
      {tab.panelRanges[info.id] ? null : (
        <MenuItem icon={Clock} onSelect={ownRange}>
          Own time range
        </MenuItem>
      )}
      {hasSwitches(info) ? (
        <>
          <MenuSeparator />
          <PanelSwitches tab={tab} info={info} />
        </>
      ) : null}
      <MenuSeparator />
      <MenuItem
        icon={Copy}
        disabled={empty}
        onSelect={() => result && void copyText(panelTsv(result), 'Rows copied')}
      >
        Copy rows
      </MenuItem>
      <MenuItem
        icon={FileDown}
        disabled={empty}
        onSelect={() => result && saveText(`${info.id.replace('/', '-')}.csv`, panelCsv(result), 'text/csv')}
      >
        Save rows as CSV
      </MenuItem>
      {result?.bucketSeconds ? (
        <>
          <MenuSeparator />
          <MenuLabel>Width of a bucket</MenuLabel>
          <MenuChoice
            value={bucketOf(tab, info, span)}
            options={BUCKETS}
            onChange={(bucket) =>
              patchTab(tab.id, { panelOptions: withOption(tab, info.id, BUCKET_OPTION, bucket) })
            }
          />
        </>
      ) : null}
    </Menu>
  );
}
