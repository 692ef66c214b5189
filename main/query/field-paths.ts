import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { scopeCondition } from './scope-condition.ts';

/** Events that are looked into for their paths: enough to see every shape, few enough to be quick. */
const SAMPLE = 2000;

/** JSON paths of scalar values in a sample of the matching events, array indexes left out, most frequent first. */
export async function listFieldPaths(
  database: Database,
  input: { readonly scope: Scope; readonly contains: string },
  signal: AbortSignal,
): Promise<{ paths: { path: string; events: number }[]; sampled: number }> {
  const condition = await scopeCondition(database, input.scope, signal);
  const rows = await database.rows(
    `with matching as (
       select record_id, raw from event where ${condition.sql} using sample ${SAMPLE} rows (reservoir, 1)
     ),
     leaf as (
       select distinct m.record_id, regexp_replace(t.fullkey[3:], '\\[[0-9]+\\]', '', 'g') as path
       from matching as m, json_tree(m.raw) as t
       where t.atom is not null and t.type not in ('OBJECT', 'ARRAY', 'NULL')
     )
     select path, count(*) as events, (select count(*) from matching) as sampled
     from leaf
     where contains(lower(path), lower($contains))
     group by path
     order by events desc, path
     limit 500`,
    { ...condition.parameters, contains: input.contains },
    { signal },
  );
  return {
    sampled: Number(rows[0]?.sampled ?? 0),
    paths: rows.map((row) => ({ path: String(row.path), events: Number(row.events) })),
  };
}
