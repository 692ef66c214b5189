import type { UseQueryResult } from '@tanstack/react-query';
import { ChartNoAxesColumn, CircleAlert, CircleSlash } from 'lucide-react';
import { useMemo } from 'react';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { type BridgeError, cancelledError } from '../../bridge/bridge-error.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { BandChart } from '../charts/band-chart.tsx';
import { BarList } from '../charts/bar-list.tsx';
import { ColumnChart } from '../charts/column-chart.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { EVENTS, type Mark, type Point, type Span, toNumber } from '../charts/mark.ts';
import { NumberCard } from '../charts/number-card.tsx';
import { PanelTable } from '../charts/panel-table.tsx';
import { PieChart } from '../charts/pie-chart.tsx';
import { withStackColumn } from '../charts/stack-column.ts';
import { GeoMap } from '../geo-map/geo-map.tsx';

type PanelBodyProps = {
  readonly info: PanelInfo;
  readonly query: UseQueryResult<PanelResult, BridgeError>;
  /** The question has not been asked yet. */
  readonly waiting: boolean;
  readonly span: Span | null;
  readonly asTable: boolean;
  readonly large: boolean;
  readonly onMark: (mark: Mark, at: Point) => void;
  readonly onOpen: () => void;
  /** Opens the events that have no place because of what they came from. */
  readonly onUnplaced: (sourceClass: string) => void;
  /** Narrows the dashboard to an area of the map. */
  readonly onArea: (query: string) => void;
};

/** The result of a panel in whichever state it is: being read, failed, empty, or drawn. */
export function PanelBody(props: PanelBodyProps) {
  const { info, query, waiting, span, asTable, large, onMark, onOpen, onUnplaced, onArea } = props;
  const { data: result, error, isPending } = query;
  const stacked = useMemo(() => (result ? withStackColumn(info, result) : info), [info, result]);
  if (error && !result) return <PanelFault error={error} onRetry={() => void query.refetch()} />;
  if (!result && !waiting && query.fetchStatus === 'idle') {
    return <PanelFault error={cancelledError()} onRetry={() => void query.refetch()} />;
  }
  if (isPending || !result) return <SkeletonLines lines={large ? 10 : 5} label={`Loading ${info.title}`} />;
  if (!result.logged) return <EmptyState icon={CircleSlash} title={info.absent ?? info.empty} />;
  if (isEmpty(info, result)) return <EmptyState icon={ChartNoAxesColumn} title={info.empty} />;
  const chart = { info: stacked, result, span, large, onMark };
  if (asTable) return <PanelTable {...chart} />;
  switch (info.chart) {
    case 'map':
      return <GeoMap {...chart} onUnplaced={onUnplaced} onArea={onArea} />;
    case 'bar':
      return <BarList {...chart} />;
    case 'column':
      return <ColumnChart {...chart} />;
    case 'line':
      return <LineChart {...chart} />;
    case 'band':
      return <BandChart {...chart} />;
    case 'pie':
      return <PieChart {...chart} />;
    case 'number':
      return <NumberCard {...chart} onOpen={onOpen} />;
    case 'table':
      return <PanelTable {...chart} />;
  }
}

function PanelFault({ error, onRetry }: { readonly error: BridgeError; readonly onRetry: () => void }) {
  const retry = (
    <Button size="small" onClick={onRetry}>
      Try again
    </Button>
  );
  const cancelled = error.code === 'cancelled';
  return (
    <EmptyState
      {...(cancelled ? {} : { icon: CircleAlert, tone: 'bad' as const })}
      title={cancelled ? 'This query was cancelled.' : error.message}
      actions={retry}
    >
      {error.hint}
    </EmptyState>
  );
}

/** A map without places still has something to say; a figure of 0 is said as the panel's own sentence. */
function isEmpty(info: PanelInfo, result: PanelResult): boolean {
  if (info.chart === 'map')
    return result.rows.length === 0 && result.unplaced.every(({ events }) => events === 0);
  if (result.rows.length === 0) return true;
  const counts = result.columns.some(({ name }) => name === EVENTS);
  const saysZero = info.chart === 'table' || info.chart === 'number';
  return counts && !saysZero && result.rows.every((row) => toNumber(row[EVENTS]) === 0);
}
