import type { DuckDBConnection } from '@duckdb/node-api';
import type { EntityRef } from '../../preload/contract/model/entity.ts';
import { type MarkTarget, type TagColor, tagColor } from '../../preload/contract/model/mark.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from '../query/event-relation.ts';
import { scopeCondition } from '../query/scope-condition.ts';
import type { Condition } from '../query/scope-sql.ts';
import { loadMarks } from './load-marks.ts';

/** The events that are meant: these, all of a scope, or all that meet a condition. */
export type EventTarget = Exclude<MarkTarget, { searchId: string }> | { readonly condition: Condition };

/** The keys of the events that are meant, as a SELECT. */
async function keysOf(database: Database, target: EventTarget, signal: AbortSignal): Promise<Condition> {
  const condition =
    'scope' in target
      ? await scopeCondition(database, target.scope, signal)
      : 'condition' in target
        ? target.condition
        : { sql: `record_id in (${target.recordIds.join(', ')})`, parameters: {} };
  return {
    sql: `select event_key, "eventID", "recipientAccountId" from "case".main.record
      where record_id in (select record_id from ${eventRelation(condition.sql)} where ${condition.sql})`,
    parameters: condition.parameters,
  };
}

/** Stars events, or takes their stars; answers how many were not so before. */
export async function starEvents(
  database: Database,
  target: EventTarget,
  on: boolean,
  signal: AbortSignal,
): Promise<number> {
  const keys = await keysOf(database, target, signal);
  const sql = on
    ? `insert into "case".main.event_star
       select event_key, "eventID", "recipientAccountId", now()::timestamp from (${keys.sql}) anti join "case".main.event_star using (event_key)`
    : `delete from "case".main.event_star where event_key in (select event_key from (${keys.sql}))`;
  const changed = await database.write((connection) => connection.run(sql, { ...keys.parameters }));
  await loadMarks(database, ['star']);
  return changed.rowsChanged;
}

/** The tag as the case spells it, made where there is none of that name in either case. */
async function ensureTag(
  connection: DuckDBConnection,
  name: string,
  color: TagColor | undefined,
): Promise<string> {
  const found = await connection.runAndReadAll(
    `select tag, (select count(*) from "case".main.tag)::integer as tags
     from (select 1) left join "case".main.tag on lower(tag) = lower($name)`,
    { name },
  );
  const [known, tags] = found.getRows()[0] ?? [];
  if (typeof known === 'string') return known;
  const colors = tagColor.options;
  const next = color ?? colors[Number(tags) % colors.length] ?? 'grey';
  await connection.run('insert into "case".main.tag values ($name, $color)', { name, color: next });
  return name;
}

type Tagging = { readonly tag: string; readonly color?: TagColor | undefined; readonly on: boolean };

/** Tags events, or takes the tag from them; answers how many did not have it, or had it, themselves. */
export async function tagEvents(
  database: Database,
  target: EventTarget,
  { tag, color, on }: Tagging,
  signal: AbortSignal,
): Promise<number> {
  const keys = await keysOf(database, target, signal);
  const changed = await database.write(async (connection) => {
    if (!on) {
      return connection.run(
        `delete from "case".main.event_tag where lower(tag) = lower($tag) and event_key in (select event_key from (${keys.sql}))`,
        { ...keys.parameters, tag },
      );
    }
    return connection.run(
      `insert into "case".main.event_tag
       select event_key, "eventID", "recipientAccountId", $tag, now()::timestamp from (${keys.sql})
       where event_key not in (select event_key from "case".main.event_tag where tag = $tag)`,
      { ...keys.parameters, tag: await ensureTag(connection, tag, color) },
    );
  });
  await loadMarks(database, ['tag']);
  return changed.rowsChanged;
}

/** Tags an entity, or takes the tag from it. */
export async function tagEntity(
  database: Database,
  { type, value }: EntityRef,
  { tag, color, on }: Tagging,
): Promise<void> {
  await database.write(async (connection) => {
    await connection.run(
      'delete from "case".main.entity_tag where type = $type and lower(value) = lower($value) and lower(tag) = lower($tag)',
      { type, value, tag },
    );
    if (!on) return;
    await connection.run(
      'insert into "case".main.entity_tag values ($type, $value, $tag, now()::timestamp)',
      {
        type,
        value,
        tag: await ensureTag(connection, tag, color),
      },
    );
  });
  await loadMarks(database, ['tag']);
}

/** Notes a text on an event, instead of one that it had; a blank text takes it away. False where there is no such event. */
export async function noteEvent(database: Database, recordId: number, text: string): Promise<boolean> {
  const written = await database.write(async (connection) => {
    const key = '(select event_key from "case".main.record where record_id = $recordId)';
    await connection.run(`delete from "case".main.event_note where event_key = ${key}`, { recordId });
    const found = await connection.runAndReadAll(`select 1 where ${key} is not null`, { recordId });
    if (found.currentRowCount === 0) return false;
    if (text.trim() !== '') {
      await connection.run(
        `insert into "case".main.event_note
         select event_key, "eventID", "recipientAccountId", $text, now()::timestamp from "case".main.record where record_id = $recordId`,
        { recordId, text: text.trim() },
      );
    }
    return true;
  });
  await loadMarks(database, ['note']);
  return written;
}

/** Gives a tag another name and colour, and joins it with the tag that has that name already. False where there is no such tag. */
export async function changeTag(
  database: Database,
  tag: string,
  { name, color }: { readonly name: string; readonly color: TagColor },
): Promise<boolean> {
  const isFound = await database.write(async (connection) => {
    const found = await connection.runAndReadAll(
      'select tag from "case".main.tag where lower(tag) = lower($tag)',
      { tag },
    );
    const known = found.getRows()[0]?.[0];
    if (typeof known !== 'string') return false;
    await connection.run(
      'delete from "case".main.tag where lower(tag) = lower($known) or lower(tag) = lower($name)',
      { known, name },
    );
    await connection.run('insert into "case".main.tag values ($name, $color)', { name, color });
    for (const [table, key] of [
      ['event_tag', 'event_key'],
      ['entity_tag', '(type, value)'],
    ]) {
      const isEither = '(lower(tag) = lower($known) or lower(tag) = lower($name))';
      await connection.run(
        `delete from "case".main.${table}
         where tag = $known and tag <> $name
           and ${key} in (select ${key} from "case".main.${table} where lower(tag) = lower($name) and tag <> $known)`,
        { known, name },
      );
      await connection.run(`update "case".main.${table} set tag = $name where ${isEither}`, { known, name });
    }
    return true;
  });
  await loadMarks(database, ['tag']);
  return isFound;
}

/** Takes a tag from all events and entities, and from the case. False where there is no such tag. */
export async function removeTag(database: Database, tag: string): Promise<boolean> {
  const removed = await database.write(async (connection) => {
    for (const table of ['event_tag', 'entity_tag']) {
      await connection.run(`delete from "case".main.${table} where lower(tag) = lower($tag)`, { tag });
    }
    return connection.run('delete from "case".main.tag where lower(tag) = lower($tag)', { tag });
  });
  await loadMarks(database, ['tag']);
  return removed.rowsChanged > 0;
}
