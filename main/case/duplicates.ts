import type { MethodOutput, ParsedInput } from '../../preload/contract/methods.ts';
import type {
  DuplicatePair,
  DuplicateReason,
  EventDelivery,
  RepeatedEvent,
} from '../../preload/contract/model/ledger.ts';
import type { Row } from '../../preload/contract/model/panel.ts';
import type { Database } from '../database/open-database.ts';
import { duplicatePairs } from './duplicate-pairs.ts';
import { recordDifferences } from './record-differences.ts';

/** Differences of a delivery that are listed one by one. */
const MOST_DIFFERENCES = 200;
/** No event is delivered more often than that, but in files made for it. */
const MOST_DELIVERIES = 500;

const OF_PAIR = `
  ($reason::varchar is null or reason = $reason::varchar)
  and ($sourceId::integer is null or $sourceId::integer in (kept, file))`;

function pairOf(row: Row): DuplicatePair {
  return {
    kept: { sourceId: Number(row.kept), path: String(row.kept_path), kind: String(row.kept_kind) },
    file: { sourceId: Number(row.file), path: String(row.file_path), kind: String(row.file_kind) },
    reason: String(row.reason) as DuplicateReason,
    duplicates: Number(row.duplicates),
    differing: Number(row.differing),
  };
}

/** All duplicates of the case, or of a file, by reason; and a page of the pairs of files of one reason or of all. */
export async function summariseDuplicates(
  database: Database,
  { reason, sourceId, limit, offset }: ParsedInput<'ledger.duplicates'>,
  signal: AbortSignal,
): Promise<MethodOutput<'ledger.duplicates'>> {
  const table = await duplicatePairs(database);
  const ofFile = '($sourceId::integer is null or $sourceId::integer in (kept, file))';
  const reasons = await database.rows(
    `select reason, sum(duplicates)::bigint as duplicates, sum(differing)::bigint as differing, count(*) as pairs
     from ${table} where ${ofFile} group by reason order by duplicates desc, reason`,
    { sourceId },
    { signal },
  );
  const [events] = await database.rows(
    `select count(distinct d.record_id) as n
     from "case".main.duplicate as d
     where $sourceId::integer is null or d.source_id = $sourceId::integer or exists (
       select 1 from "case".main.record as r
       where r.record_id = d.record_id and r.source_id = $sourceId::integer
     )`,
    { sourceId },
    { signal },
  );
  const pairs = await database.rows(
    `select * from ${table} where ${OF_PAIR}
     order by duplicates desc, kept, file limit $limit offset $offset`,
    { reason, sourceId, limit, offset },
    { signal },
  );
  const counted = reasons.map((row) => ({
    reason: String(row.reason) as DuplicateReason,
    duplicates: Number(row.duplicates),
    differing: Number(row.differing),
    pairs: Number(row.pairs),
  }));
  const sum = (name: 'duplicates' | 'differing') => counted.reduce((all, each) => all + each[name], 0);
  const total = counted
    .filter((each) => reason === null || each.reason === reason)
    .reduce((all, each) => all + each.pairs, 0);
  return {
    duplicates: sum('duplicates'),
    differing: sum('differing'),
    events: Number(events?.n ?? 0),
    reasons: counted,
    total,
    pairs: pairs.map(pairOf),
  };
}

/** A page of the events that were delivered more than once, by time: of a reason, a file, or one pair of files. */
export async function listRepeatedEvents(
  database: Database,
  { reason, sourceId, pair, differing, limit, offset }: ParsedInput<'ledger.repeatedEvents'>,
  signal: AbortSignal,
): Promise<{ total: number; events: RepeatedEvent[] }> {
  const table = await duplicatePairs(database);
  const parameters = { reason, sourceId, kept: pair?.kept ?? null, file: pair?.file ?? null, differing };
  const again = `
    again as (
      select distinct d.record_id
      from "case".main.duplicate as d
      join "case".main.record as r using (record_id)
      join ${table} as p on p.kept = r.source_id and p.file = d.source_id
      where ${OF_PAIR}
        and ($kept::integer is null or (p.kept = $kept::integer and p.file = $file::integer))
        and (not $differing::boolean or not d.identical)
    )`;
  const [count] = await database.rows(`with ${again} select count(*) as n from again`, parameters, {
    signal,
  });
  const rows = await database.rows(
    `with ${again},
     paged as (
       select record_id, "eventID", "eventTime", "eventName", account, "awsRegion"
       from "case".main.record where record_id in (from again)
       order by "eventTime", record_id limit $limit offset $offset
     )
     select paged.*, count(d.record_id) + 1 as deliveries, count(*) filter (not d.identical) as differing
     from paged left join "case".main.duplicate as d using (record_id)
     group by all
     order by "eventTime", record_id`,
    { ...parameters, limit, offset },
    { signal },
  );
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    total: Number(count?.n ?? 0),
    events: rows.map((row) => ({
      recordId: Number(row.record_id),
      eventID: text(row.eventID),
      eventTime: String(row.eventTime),
      eventName: text(row.eventName),
      account: text(row.account),
      region: text(row.awsRegion),
      deliveries: Number(row.deliveries),
      differing: Number(row.differing),
    })),
  };
}

/**
 * Every delivery of an event, the kept one first: in which file, where in it, why again, and in which fields those that
 * differ from the kept text do. Null when there is no event of that number.
 */
export async function listDeliveries(
  database: Database,
  recordId: number,
  signal: AbortSignal,
): Promise<EventDelivery[] | null> {
  const table = await duplicatePairs(database);
  const rows = await database.rows(
    `with kept as (
       select source_id, position, byte_offset, raw from "case".main.record where record_id = $recordId
     ),
     delivery as (
       select source_id, position, byte_offset, true as kept, true as identical, raw, source_id as kept_source from kept
       union all
       select d.source_id, d.position, d.byte_offset, false, d.identical, d.raw, kept.source_id
       from "case".main.duplicate as d, kept
       where d.record_id = $recordId
     )
     select d.*, s.path, s.kind, s.sha256, p.reason
     from delivery as d
     join "case".main.source as s using (source_id)
     left join ${table} as p on not d.kept and p.kept = d.kept_source and p.file = d.source_id
     order by d.kept desc, d.source_id, d.position`,
    { recordId },
    { signal, maxRows: MOST_DELIVERIES },
  );
  const [first] = rows;
  if (!first) return null;
  return rows.map((row) => {
    const differences = row.identical === true ? [] : recordDifferences(String(first.raw), String(row.raw));
    return {
      sourceId: Number(row.source_id),
      path: String(row.path),
      kind: String(row.kind),
      sha256: typeof row.sha256 === 'string' ? row.sha256 : null,
      position: Number(row.position),
      byteOffset: Number(row.byte_offset),
      kept: row.kept === true,
      identical: row.identical === true,
      reason: row.reason === null ? null : (String(row.reason) as DuplicateReason),
      differences: differences.slice(0, MOST_DIFFERENCES),
      allDifferences: differences.length,
    };
  });
}
