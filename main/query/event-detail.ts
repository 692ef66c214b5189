import type { EventDetail } from '../../preload/contract/model/event.ts';
import { FIELDS } from '../../preload/contract/model/field.ts';
import type { IntegrityLevel } from '../../preload/contract/model/integrity.ts';
import type { Database } from '../database/open-database.ts';

const FIELD_COLUMNS = FIELDS.filter((field) => field.kind !== 'json' && field.origin !== 'case')
  .map((field) => `"${field.name}"`)
  .join(', ');

/** One event with its raw record, its fields and all its deliveries; null when there is none of that id. */
export async function readEvent(
  database: Database,
  recordId: number,
  signal: AbortSignal,
): Promise<EventDetail | null> {
  const [found] = await database.rows(
    `select raw, ${FIELD_COLUMNS} from event where record_id = $recordId`,
    { recordId },
    { signal },
  );
  if (!found) return null;
  const { raw, ...fields } = found;
  const deliveries = await database.rows(
    `select d.source_id, s.path, s.sha256, s.kind, s.integrity, d.position, d.byte_offset, d.identical, d.original
     from delivery as d join source as s using (source_id)
     where d.record_id = $recordId
     order by d.original is not null, d.source_id, d.position`,
    { recordId },
    { signal },
  );
  return {
    recordId,
    marks: await readEventMarks(database, recordId, signal),
    raw: String(raw),
    rebuilt: deliveries.every((row) => row.original !== null),
    fields,
    deliveries: deliveries.map((row) => ({
      sourceId: Number(row.source_id),
      path: String(row.path),
      sha256: row.sha256 === null ? null : String(row.sha256),
      integrity: (row.integrity ?? null) as IntegrityLevel | null,
      position: Number(row.position),
      byteOffset: Number(row.byte_offset),
      identical: row.identical === true,
      kind: String(row.kind),
      original: row.original === null ? null : String(row.original),
    })),
  };
}

async function readEventMarks(
  database: Database,
  recordId: number,
  signal: AbortSignal,
): Promise<EventDetail['marks']> {
  const [row] = await database.rows(
    `with own as (
       select list(tag order by lower(tag)) as tags
       from "case".main.event_tag join "case".main.record using (event_key)
       where record_id = $recordId
     )
     select
       star, note, coalesce(own.tags, [])::json as own_tags,
       list_filter(coalesce(tag, []), lambda x: not list_contains(coalesce(own.tags, []), x))::json as entity_tags
     from event cross join own
     where record_id = $recordId`,
    { recordId },
    { signal },
  );
  const list = (value: unknown): string[] => (typeof value === 'string' ? JSON.parse(value) : []);
  return {
    starred: row?.star === true,
    tags: list(row?.own_tags),
    entityTags: list(row?.entity_tags),
    note: typeof row?.note === 'string' ? row.note : null,
  };
}

/** The record that holds the event of that eventID (spelled in any case), or null. */
export async function findEvent(
  database: Database,
  eventID: string,
  signal: AbortSignal,
): Promise<number | null> {
  const [row] = await database.rows(
    `select record_id from "case".main.record where lower("eventID") = lower($eventID) order by record_id limit 1`,
    { eventID },
    { signal },
  );
  return row ? Number(row.record_id) : null;
}
