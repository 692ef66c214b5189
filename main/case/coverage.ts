import type { ParsedInput } from '../../preload/contract/methods.ts';
import type { Coverage, CoverageLine } from '../../preload/contract/model/coverage.ts';
import type { Database } from '../database/open-database.ts';
import { DELIVERY_NAME } from './duplicate-pairs.ts';

/** Spans up to these are told by the hour and by the day, longer ones by the month. */
const MAX_HOURS = 7 * 24;
const MAX_DAYS = 400;
const MAX_LINES = 20_000;
/** Of a finer unit than that there are too many to be looked at one by one. */
const MAX_BUCKETS = 20_000;

const FOUND = `
  delivery_file as (
    select regexp_extract(path, '${DELIVERY_NAME}', ['account', 'region', 'at']) as name
    from "case".main.source
    where status in ('read', 'damaged')
  ),
  found as (
    select account, "awsRegion" as region, "eventTime" as instant, 1 as event, 0 as file, ("eventCategory" = 'Data')::int as data
    from "case".main.record
    union all
    select name.account, name.region, try_strptime(name.at, '%Y%m%dT%H%M'), 0, 1, 0
    from delivery_file
    where name.at <> ''
  )`;

function unitOf(hours: number, wanted: ParsedInput<'ledger.coverage'>['unit']): Coverage['unit'] {
  if (wanted === 'auto') {
    if (hours <= MAX_HOURS) return 'hour';
    return hours <= MAX_DAYS * 24 ? 'day' : 'month';
  }
  if (wanted === 'hour' && hours <= MAX_BUCKETS) return 'hour';
  return wanted !== 'month' && hours <= MAX_BUCKETS * 24 ? 'day' : 'month';
}

/**
 * Where and when the case has events, and log files by their names: account × region × time. The time is told in the
 * unit wanted, or in the next coarser one of which there are not too many; `auto` takes one that is seen at a glance.
 */
export async function readCoverage(
  database: Database,
  { unit: wanted }: ParsedInput<'ledger.coverage'>,
  signal: AbortSignal,
): Promise<Coverage> {
  const [span] = await database.rows(
    `with ${FOUND}
     select date_diff('hour', min(instant), max(instant))::double as hours from found where instant is not null`,
    {},
    { signal },
  );
  if (typeof span?.hours !== 'number') return { unit: 'hour', fromAt: null, buckets: 0, lines: [] };
  const unit = unitOf(span.hours, wanted);
  const rows = await database.rows(
    `with ${FOUND},
     bucketed as (
       select
         account, region, date_trunc('${unit}', instant) as bucket,
         sum(event)::double as events, sum(file)::double as files, sum(data)::double as data
       from found
       where instant is not null
       group by all
     ),
     span as (select min(bucket) as first, max(bucket) as last from bucketed)
     select
       account, region, sum(events) as events, sum(files) as files, coalesce(sum(data), 0) as data,
       to_json(list([date_diff('${unit}', first, bucket)::double, events, files] order by bucket))::varchar as cells,
       any_value(first) as first,
       any_value(date_diff('${unit}', first, last))::double as last
     from bucketed, span
     group by account, region
     order by account nulls last, events desc, region nulls last`,
    {},
    { signal, maxRows: MAX_LINES },
  );
  const [head] = rows;
  return {
    unit,
    fromAt: head ? String(head.first) : null,
    buckets: head ? Number(head.last) + 1 : 0,
    lines: rows.map((row) => ({
      account: row.account === null ? null : String(row.account),
      region: row.region === null ? null : String(row.region),
      events: Number(row.events),
      files: Number(row.files),
      dataEvents: Number(row.data),
      cells: JSON.parse(String(row.cells)) as CoverageLine['cells'],
    })),
  };
}
