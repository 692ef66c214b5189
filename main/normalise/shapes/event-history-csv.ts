import { readCellTime } from '../cell-time.ts';
import type { EntryHead } from '../entry-head.ts';
import { tableHeader } from '../head-table.ts';
import { parseJson } from '../json-object.ts';
import type { ReadRow } from '../table-row.ts';
import { rebuilt } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/** The console's columns that stand for fields of a record, by their names in lower case. */
const COLUMNS = {
  'event id': 'eventID',
  'event time': 'eventTime',
  'event source': 'eventSource',
  'event name': 'eventName',
  'aws region': 'awsRegion',
  'source ip address': 'sourceIPAddress',
  'user agent': 'userAgent',
  'error code': 'errorCode',
  'request id': 'requestID',
  'read-only': 'readOnly',
  'event type': 'eventType',
  'recipient account id': 'recipientAccountId',
  'event category': 'eventCategory',
} as const;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REGION = /^(?:[a-z]{2,}(?:-[a-z]+)+-\d)?$/;

/**
 * What the console's Event history downloads as CSV: ten columns with local times until 2020, sixteen since. Recognised by
 * its header, in any order.
 */
export const eventHistoryCsv: Shape = {
  kind: 'event-history-csv',
  recognises: (head) => {
    const names = tableHeader(head).map((name) => name.toLowerCase());
    return ['event id', 'event time', 'event name'].every((name) => names.includes(name));
  },
  reading: { form: 'table', rowReader: readHistory },
  assumesZone,
  note: (head, timeZone) =>
    assumesZone(head) ? `Its times tell no zone; they were taken as ${timeZone}.` : null,
};

function assumesZone({ bytes }: EntryHead): boolean {
  return /\d, \d\d:\d\d:\d\d [AP]M/.test(bytes.toString('latin1'));
}

function readHistory(header: readonly string[], timeZone: string): ReadRow {
  const names = header.map((name) => name.trim().toLowerCase());
  while (names.at(-1) === '') names.pop();
  return (cells, raw) => {
    const aligned = align(names, cells);
    if (aligned === null) {
      return {
        records: [],
        problem: `The row has ${cells.length} cells where the header has ${names.length}, and it cannot be told which belongs where.`,
      };
    }
    const cell = (name: string): string => aligned[names.indexOf(name)]?.trim() ?? '';
    const time = readCellTime(cell('event time'), timeZone);
    if (time === null) return { records: [], problem: 'The row has no event time that can be read.' };
    return rebuilt(recordOf(cell, time.time), raw);
  };
}

/**
 * The cells in the order of the header. Where a program saved the table anew without quotes, commas of the user agent have
 * made cells of their own; they are put together again where identifier, region and read-only then stand where they belong.
 */
function align(names: readonly string[], cells: readonly string[]): readonly string[] | null {
  const filled = [...cells];
  while (filled.length > names.length && filled.at(-1) === '') filled.pop();
  const extra = filled.length - names.length;
  const at = names.indexOf('user agent');
  if (extra < 0) return null;
  if (extra === 0) return fits(names, filled) ? filled : null;
  if (at === -1) return null;
  const joined = [
    ...filled.slice(0, at),
    filled.slice(at, at + extra + 1).join(','),
    ...filled.slice(at + extra + 1),
  ];
  return fits(names, joined) ? joined : null;
}

function fits(names: readonly string[], cells: readonly string[]): boolean {
  const cell = (name: string): string => cells[names.indexOf(name)]?.trim() ?? '';
  return (
    UUID.test(cell('event id')) &&
    REGION.test(cell('aws region')) &&
    /^(?:true|false)?$/i.test(cell('read-only')) &&
    /^\d*$/.test(cell('recipient account id'))
  );
}

function recordOf(cell: (name: string) => string, eventTime: string): object {
  const fields = Object.entries(COLUMNS).flatMap(([column, field]) => {
    const value = cell(column);
    return value === '' || column === 'event time' || column === 'read-only' ? [] : [[field, value] as const];
  });
  const readOnly = cell('read-only').toLowerCase();
  const resources = resourcesOf(cell('resources'));
  return {
    eventTime,
    ...Object.fromEntries(fields),
    ...(readOnly === '' ? {} : { readOnly: readOnly === 'true' }),
    userIdentity: {
      userName: cell('user name') || undefined,
      accessKeyId: cell('aws access key') || undefined,
    },
    ...(resources.length > 0 ? { resources } : {}),
  };
}

function resourcesOf(text: string): object[] {
  const list = parseJson(text);
  if (!Array.isArray(list)) return [];
  return list.map((resource: { resourceType?: unknown; resourceName?: unknown } | null) => ({
    type: resource?.resourceType,
    ARN: resource?.resourceName,
  }));
}
