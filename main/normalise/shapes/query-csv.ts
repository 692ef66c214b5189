import { readCellTime } from '../cell-time.ts';
import type { EntryHead } from '../entry-head.ts';
import { fieldName, isFieldName } from '../field-names.ts';
import type { Unwrapped } from '../found-record.ts';
import { tableHeader } from '../head-table.ts';
import { parseJson } from '../json-object.ts';
import { type PrestoValue, parsePresto } from '../presto-value.ts';
import { setPath } from '../set-path.ts';
import type { ReadRow } from '../table-row.ts';
import { rebuilt, recordsIn } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

const isQueryResult = (head: EntryHead): boolean => {
  const names = tableHeader(head).map((name) => name.toLowerCase());
  return names.includes('eventjson') || (names.includes('eventtime') && names.includes('eventname'));
};

const isLake = (head: EntryHead): boolean =>
  tableHeader(head).some((name) => /^eventjson/i.test(name)) ||
  /(?:^|\/)result_\d+\.csv(?:\.gz)?$/.test(head.path);

const reading = { form: 'table', rowReader: readQueryResult } as const;
const note = ({ bytes }: EntryHead, timeZone: string): string | null =>
  timeZone === 'UTC' || !/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(bytes.toString('latin1'))
    ? null
    : 'Its times tell no zone; Athena and CloudTrail Lake write UTC.';

/** Results of CloudTrail Lake queries as CSV; a column eventJson holds the whole record. */
export const lakeCsv: Shape = {
  kind: 'lake-csv',
  recognises: (head) => isQueryResult(head) && isLake(head),
  reading,
  note,
};

/** Results of Athena queries over CloudTrail tables as CSV: CloudTrail's fields in lower case. */
export const athenaCsv: Shape = { kind: 'athena-csv', recognises: isQueryResult, reading, note };

function readQueryResult(header: readonly string[]): ReadRow {
  const paths = header.map((name) => name.trim().split('.').map(fieldName));
  const whole = header.findIndex((name) => name.trim().toLowerCase() === 'eventjson');
  return (cells, raw) => {
    if (cells.length !== header.length) {
      return {
        records: [],
        problem: `The row has ${cells.length} cells where the header has ${header.length}.`,
      };
    }
    const text = cells[whole] ?? '';
    return text === '' ? rebuiltFrom(paths, cells, raw) : wholeRecord(text);
  };
}

function wholeRecord(text: string): Unwrapped {
  const { records, problem } = recordsIn(Buffer.from(text));
  if (records.length === 1) return { records: records.map((record) => ({ ...record, offset: 0 })), problem };
  return { records: [], problem: problem ?? 'Its eventJson is not a CloudTrail record.' };
}

function rebuiltFrom(
  paths: readonly (readonly string[])[],
  cells: readonly string[],
  raw: string,
): Unwrapped {
  const record: Record<string, unknown> = {};
  for (const [i, path] of paths.entries()) {
    const cell = cells[i] ?? '';
    if (!isFieldName(path[0] ?? '') || isAbsent(cell)) continue;
    setPath(record, path, cellValue(path, cell));
  }
  const time = readCellTime(String(record.eventTime ?? ''), 'UTC');
  if (time === null) return { records: [], problem: 'The row has no eventTime that can be read.' };
  return rebuilt({ ...record, eventTime: time.time }, raw);
}

const isAbsent = (cell: string): boolean => ['', 'null', '-'].includes(cell.trim());

/** Fields that are objects or lists, which a cell holds as JSON or as Athena prints them. */
const NESTED = new Set([
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
  'serviceEventDetails',
  'insightDetails',
  'addendum',
  'edgeDeviceDetails',
  'tlsDetails',
]);

function cellValue(path: readonly string[], cell: string): unknown {
  const name = path.at(-1) ?? '';
  if (/^(?:readOnly|managementEvent)$/.test(name)) return /^true$/i.test(cell.trim());
  if (path.length > 1 || !NESTED.has(name)) return cell;
  const json = parseJson(cell);
  const isNested = typeof json === 'object' && json !== null;
  return named(isNested ? (json as PrestoValue) : parsePresto(cell), name) ?? cell;
}

/** The value with CloudTrail's names; those within parameters and results of calls are the services' own. */
function named(value: PrestoValue | undefined, field: string): PrestoValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const isOwn = !/^(?:requestParameters|responseElements|additionalEventData|serviceEventDetails)$/.test(
    field,
  );
  return isOwn ? rename(value, field === 'resources') : value;
}

function rename(value: PrestoValue, isResource: boolean): PrestoValue {
  if (Array.isArray(value)) return value.map((item: PrestoValue) => rename(item, isResource));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [
        isResource && key.toLowerCase() === 'arn' ? 'ARN' : fieldName(key),
        rename(inner, isResource),
      ]),
  );
}
