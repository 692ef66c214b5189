import type { Coverage, CoverageLine } from '../../../preload/contract/model/coverage.ts';
import { bucketStart, gapsOf } from '../../../preload/contract/model/coverage-time.ts';
import { existsClause, fieldClause } from '../../../preload/contract/query/field-clause.ts';

/** Degrees of the heat of a cell, from few events to the most. */
export const LEVELS = 5;

type CellCounts = { readonly events: number; readonly files: number };

/**
 * What a cell says: events; a file without an event; neither, between the first and the last of its row (`gap`); or
 * neither, before the first or after the last.
 */
export type CellState = 'events' | 'files' | 'gap' | 'outside';

/** A row of the matrix: an account with all its regions together, or one of its regions. */
export type MatrixRow = {
  readonly kind: 'account' | 'region';
  readonly account: string | null;
  /** Null for an account, and for events that tell no region. */
  readonly region: string | null;
  readonly events: number;
  readonly files: number;
  readonly dataEvents: number;
  readonly cells: ReadonlyMap<number, CellCounts>;
  readonly first: number;
  readonly last: number;
  /** Buckets between the first and the last that hold nothing, and the longest run of them. */
  readonly gaps: number;
  readonly longestGap: number;
};

/** The matrix of a coverage: each account followed by its regions. `most` is the largest number of events of a cell. */
export function matrixOf(coverage: Coverage): { readonly rows: readonly MatrixRow[]; readonly most: number } {
  const accounts = new Map<string | null, CoverageLine[]>();
  for (const line of coverage.lines) {
    accounts.set(line.account, [...(accounts.get(line.account) ?? []), line]);
  }
  const rows = [...accounts].flatMap(([account, lines]) => [
    rowOf('account', account, null, lines),
    ...lines.map((line) => rowOf('region', account, line.region, [line])),
  ]);
  const most = rows.reduce(
    (max, { cells }) => [...cells.values()].reduce((own, { events }) => Math.max(own, events), max),
    0,
  );
  return { rows, most };
}

function rowOf(
  kind: MatrixRow['kind'],
  account: string | null,
  region: string | null,
  lines: readonly CoverageLine[],
): MatrixRow {
  const cells = new Map<number, CellCounts>();
  for (const line of lines) {
    for (const [bucket, events, files] of line.cells) {
      const held = cells.get(bucket) ?? { events: 0, files: 0 };
      cells.set(bucket, { events: held.events + events, files: held.files + files });
    }
  }
  const buckets = [...cells.keys()].sort((a, b) => a - b);
  const sum = (of: 'events' | 'files' | 'dataEvents') => lines.reduce((total, line) => total + line[of], 0);
  return {
    kind,
    account,
    region,
    events: sum('events'),
    files: sum('files'),
    dataEvents: sum('dataEvents'),
    cells,
    first: buckets[0] ?? 0,
    last: buckets.at(-1) ?? 0,
    ...gapsOf(buckets),
  };
}

/** What the cell of a row says. */
export function stateOf({ cells, first, last }: MatrixRow, bucket: number): CellState {
  const cell = cells.get(bucket);
  if (cell) return cell.events > 0 ? 'events' : 'files';
  return bucket > first && bucket < last ? 'gap' : 'outside';
}

/** The degree of heat of a number of events, 1 to LEVELS: logarithmic, for a busy hour must not hide a quiet one. */
export function levelOf(events: number, most: number): number {
  if (most <= 1) return LEVELS;
  return 1 + Math.min(LEVELS - 1, Math.floor((Math.log(events) / Math.log(most)) * (LEVELS - 1) + 1e-9));
}

type Unit = Coverage['unit'];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a bucket is called, in UTC: `6 Jan 2025, 05:00–06:00`, `6 Jan 2025`, `Jan 2025`. */
export function bucketName(fromAt: string, unit: Unit, bucket: number): string {
  const at = new Date(bucketStart(fromAt, unit, bucket));
  const month = `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  if (unit === 'month') return month;
  const day = `${at.getUTCDate()} ${month}`;
  if (unit === 'day') return day;
  const hour = (hours: number) => `${String(hours % 24).padStart(2, '0')}:00`;
  return `${day}, ${hour(at.getUTCHours())}–${hour(at.getUTCHours() + 1)}`;
}

/**
 * What stands above a bucket on the axis, `strong` where a day, month or year begins; null for most. `cellPx` is the
 * width of a cell: labels take about 44 pixels.
 */
export function tickOf(
  fromAt: string,
  unit: Unit,
  bucket: number,
  cellPx: number,
): { readonly text: string; readonly strong: boolean } | null {
  const at = new Date(bucketStart(fromAt, unit, bucket));
  const every = (steps: readonly number[]) => steps.find((step) => step * cellPx >= 44) ?? steps.at(-1) ?? 1;
  if (unit === 'hour') {
    const hour = at.getUTCHours();
    if (hour === 0) return { text: `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`, strong: true };
    return hour % every([1, 2, 3, 4, 6, 12]) === 0 && hour >= every([1, 2, 3, 4, 6, 12])
      ? { text: `${String(hour).padStart(2, '0')}:00`, strong: false }
      : null;
  }
  if (unit === 'day') {
    const day = at.getUTCDate();
    if (day === 1) return { text: `${MONTHS[at.getUTCMonth()]}`, strong: true };
    const step = every([1, 2, 5, 10, 15]);
    return day % step === 0 && day + step <= 32 && day * cellPx >= 44
      ? { text: String(day), strong: false }
      : null;
  }
  const month = at.getUTCMonth();
  if (month === 0) return { text: String(at.getUTCFullYear()), strong: true };
  const step = every([1, 2, 3, 6]);
  return month % step === 0 ? { text: MONTHS[month] ?? '', strong: false } : null;
}

/** The query for the events of a row. */
export function rowQuery({ kind, account, region }: MatrixRow): string {
  const clause = (field: string, value: string | null) =>
    value === null ? `-${existsClause(field)}` : fieldClause(field, value);
  const ofAccount = clause('account', account);
  return kind === 'account' ? ofAccount : `${ofAccount} ${clause('awsRegion', region)}`;
}

/** A part of the names of the files that S3 delivery made for a region in a bucket. */
export function deliveryName(
  { account, region }: MatrixRow,
  fromAt: string,
  unit: Unit,
  bucket: number,
): string {
  const digits = unit === 'hour' ? 13 : unit === 'day' ? 10 : 7;
  const at = new Date(bucketStart(fromAt, unit, bucket)).toISOString().slice(0, digits).replaceAll('-', '');
  return region === null ? `${account}_CloudTrail` : `${account}_CloudTrail_${region}_${at}`;
}
