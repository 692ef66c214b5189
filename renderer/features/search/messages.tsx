import { CircleAlert, Download, PanelLeft, Rows4 } from 'lucide-react';
import { useRef, useState } from 'react';
import { Group, Panel, type PanelSize, Separator } from 'react-resizable-panels';
import { useCurrentCase } from '../../data/current-case.ts';
import { useDialog } from '../../state/open-dialog.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EventDetailPane } from '../event-detail/event-detail.tsx';
import { ColumnChooser } from '../events-table/column-chooser.tsx';
import { EventsTable, type EventsTableHandle } from '../events-table/events-table.tsx';
import { ExportDialog } from '../export/export-dialog.tsx';
import { FacetPanel } from '../facets/facet-panel.tsx';
import { Histogram } from '../histogram/histogram.tsx';
import styles from './messages.module.css';
import { type SearchLayout, useSearchLayout } from './search-layout.ts';
import { useSearch } from './use-search.ts';

const c = classNames(styles);

/** The matching events: over time at the top; below, their facets, the table and the open event. */
export function Messages({ tab }: { readonly tab: SearchTab }) {
  const summary = useCurrentCase();
  const table = useRef<EventsTableHandle>(null);
  const [layout, changeLayout] = useSearchLayout();
  const [exporting, setExporting] = useDialog('export');
  const [openPosition, setOpenPosition] = useState<number | null>(null);
  const { result, current, error, busy, again } = useSearch(tab);
  const widths = useRef<Partial<SearchLayout>>({});
  const keep = (name: 'facetsWidth' | 'detailWidth') => (size: PanelSize) => {
    widths.current = { ...widths.current, [name]: Math.round(size.inPixels) };
  };
  return (
    <div className={c('root')}>
      <Histogram
        tabId={tab.id}
        scope={tab.scope}
        oldestAt={summary?.oldestAt ?? null}
        newestAt={summary?.newestAt ?? null}
      >
        <IconButton
          icon={PanelLeft}
          size="small"
          label={layout.facetsShown ? 'Hide the facets' : 'Show the facets'}
          pressed={layout.facetsShown}
          onClick={() => changeLayout({ facetsShown: !layout.facetsShown })}
        />
        <DensitySwitch />
        <ColumnChooser tab={tab} />
        <Button variant="ghost" size="small" icon={Download} onClick={() => setExporting(true)}>
          Export…
        </Button>
      </Histogram>
      {error && result ? <FaultStrip message={`${error.message} The last good result stays.`} /> : null}
      <Group
        orientation="horizontal"
        className={c('panes')}
        onLayoutChanged={(_layout, { isUserInteraction }) => {
          if (isUserInteraction) changeLayout(widths.current);
        }}
      >
        {layout.facetsShown ? (
          <>
            <Panel
              id="facets"
              className={c('pane')}
              minSize={150}
              maxSize="40%"
              defaultSize={layout.facetsWidth}
              groupResizeBehavior="preserve-pixel-size"
              onResize={keep('facetsWidth')}
            >
              <FacetPanel tab={tab} />
            </Panel>
            <Separator className={c('separator')} aria-label="Width of the facets" />
          </>
        ) : null}
        <Panel id="table" className={c('pane')} minSize={240}>
          {error && !result ? (
            <EmptyState
              tone="bad"
              icon={CircleAlert}
              title={error.message}
              actions={
                <Button size="small" onClick={again}>
                  Try again
                </Button>
              }
            >
              {error.hint}
            </EmptyState>
          ) : (
            <EventsTable
              ref={table}
              tab={tab}
              search={result}
              current={current}
              busy={busy}
              onOpenPosition={setOpenPosition}
              onExpired={again}
            />
          )}
        </Panel>
        {tab.selectedRecordId === null ? null : (
          <>
            <Separator className={c('separator')} aria-label="Width of the event" />
            <Panel
              id="detail"
              className={c('pane')}
              minSize={240}
              maxSize="60%"
              defaultSize={layout.detailWidth}
              groupResizeBehavior="preserve-pixel-size"
              onResize={keep('detailWidth')}
            >
              <EventDetailPane
                tab={tab}
                recordId={tab.selectedRecordId}
                position={openPosition}
                count={result?.events ?? 0}
                onNeighbour={(by) => table.current?.openNeighbour(by)}
              />
            </Panel>
          </>
        )}
      </Group>
      <ExportDialog
        open={exporting}
        onOpenChange={setExporting}
        scope={tab.scope}
        sort={tab.sort}
        columns={tab.columns}
      />
    </div>
  );
}

function DensitySwitch() {
  const compact = usePreferences((state) => state.density === 'compact');
  return (
    <IconButton
      icon={Rows4}
      size="small"
      label="Compact rows"
      pressed={compact}
      onClick={() => usePreferences.getState().setDensity(compact ? 'comfortable' : 'compact')}
    />
  );
}

function FaultStrip({ message }: { readonly message: string }) {
  return (
    <p className={c('fault')} role="alert">
      <CircleAlert size={14} aria-hidden /> {message}
    </p>
  );
}
