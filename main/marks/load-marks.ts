import { isIP } from 'node:net';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { EntityRef } from '../../preload/contract/model/entity.ts';
import { entityQuery } from '../../preload/contract/query/entity-query.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from '../query/event-relation.ts';
import { buildWhere, type Where } from '../query/where/where.ts';

/** What can be loaded by itself. */
export type MarkKind = 'star' | 'tag' | 'note';

const ALL_KINDS: readonly MarkKind[] = ['star', 'tag', 'note'];

const SELECTS: Readonly<Record<MarkKind, string>> = {
  star: 'select distinct record_id as marked_id from "case".main.record join "case".main.event_star using (event_key)',
  tag: 'select record_id as marked_id, tag as marked_tag from "case".main.record join "case".main.event_tag using (event_key)',
  note: `select record_id as marked_id, string_agg(note, chr(10) order by marked_at) as marked_note
    from "case".main.record join "case".main.event_note using (event_key)
    group by record_id`,
};

/**
 * Whether the event of a row of a table of marks is not in the case. DuckDB builds a hash table of what stands after the
 * last `in`: that of the marks, however large the case is.
 */
export function isMissing(marks: string): string {
  return `event_key not in (
    select event_key from "case".main.record where event_key in (select event_key from ${marks})
  )`;
}

/**
 * Marks whose event is in the case under another key get that key: one that tells its account where the other does not.
 * The same eventID in two accounts is two events.
 */
async function followKeys(database: Database): Promise<void> {
  if (database.readOnly) return;
  const [marked] = await database.rows(
    `select (select count(*) from "case".main.event_star) + (select count(*) from "case".main.event_tag)
       + (select count(*) from "case".main.event_note) as marks`,
  );
  if (Number(marked?.marks) === 0) return;
  await database.write(async (connection) => {
    for (const kind of ALL_KINDS) {
      const marks = `"case".main.event_${kind}`;
      await connection.run(
        `update ${marks} as m set event_key = r.event_key, "recipientAccountId" = r.account
         from (
           select o.event_key as old_key, min(r.event_key) as event_key, min(r."recipientAccountId") as account
           from (
             select distinct event_key, "eventID", "recipientAccountId" from ${marks} where ${isMissing(marks)}
           ) as o
           join "case".main.record as r using ("eventID")
           where o."recipientAccountId" is null or r."recipientAccountId" is null
           group by o.event_key
           having count(*) = 1
         ) as r
         where r.old_key = m.event_key`,
      );
    }
  });
}

/**
 * The events of an entity as a condition. What stands for an address in a record and is none, such as the name of a
 * service or hostile text, is compared as it stands: the query language would take `0.0.0.0/0` for a block.
 */
function entityWhere(entity: EntityRef): Where {
  const isText = entity.type === 'address' && isIP(entity.value) === 0;
  return isText
    ? { sql: 'lower("sourceIPAddress") = lower($value)', parameters: { value: entity.value } }
    : buildWhere(entityQuery(entity));
}

/** The events of a tagged entity have its tag. */
async function addEntity(connection: DuckDBConnection, entity: EntityRef, tag: string): Promise<void> {
  const where = entityWhere(entity);
  await connection.run(
    `insert into memory.main.tag_mark
     select record_id, $tag from ${eventRelation(where.sql)} where ${where.sql}`,
    { ...where.parameters, tag },
  );
}

async function load(connection: DuckDBConnection, kinds: readonly MarkKind[]): Promise<void> {
  for (const kind of kinds) {
    await connection.run(`create or replace table memory.main.${kind}_mark as ${SELECTS[kind]}`);
  }
  if (!kinds.includes('tag')) return;
  const tagged = await connection.runAndReadAll('select type, value, tag from "case".main.entity_tag');
  for (const [type, value, tag] of tagged.getRows()) {
    await addEntity(
      connection,
      { type: String(type) as EntityRef['type'], value: String(value) },
      String(tag),
    );
  }
  await connection.run(
    `create or replace table memory.main.tag_list as
     select marked_id, list(marked_tag order by lower(marked_tag)) as tags
     from (select distinct marked_id, marked_tag from memory.main.tag_mark)
     group by marked_id`,
  );
}

const lastLoads = new WeakMap<Database, Promise<void>>();

/**
 * Finds the records that are marked anew, after marks or the records of the case have changed; queries find them in
 * memory. One load follows the other; readers see the marks before it or those after it.
 */
export async function loadMarks(database: Database, kinds: readonly MarkKind[] = ALL_KINDS): Promise<void> {
  if (kinds === ALL_KINDS) await followKeys(database);
  const loadNow = () =>
    database.withReader(async (connection) => {
      await connection.run('begin transaction');
      try {
        await load(connection, kinds);
        await connection.run('commit');
      } catch (error) {
        await connection.run('rollback').catch(() => undefined);
        throw error;
      }
    });
  const loading = (lastLoads.get(database) ?? Promise.resolve()).then(loadNow, loadNow);
  lastLoads.set(database, loading);
  await loading;
}
