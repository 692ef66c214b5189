import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { scopeSql } from '../query/scope-sql.ts';

/** What stands beside an export and says what it is: enough to make it again and to check it. */
export type Manifest = {
  readonly product: string;
  readonly version: string;
  readonly exportedAt: string;
  readonly case: { readonly name: string; readonly path: string; readonly events: number };
  readonly query: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly range: string;
  readonly timeZone: 'UTC';
  readonly sort: readonly SortKey[];
  readonly columns: readonly string[];
  readonly rows: number;
  readonly formulasDefused: boolean;
  readonly file: { readonly name: string; readonly sizeBytes: number; readonly sha256: string };
  readonly sources: readonly {
    readonly path: string;
    readonly container: string | null;
    readonly sha256: string | null;
    readonly sizeBytes: number;
    readonly exportedEvents: number;
  }[];
};

export type ManifestParts = Omit<Manifest, 'product' | 'exportedAt' | 'range' | 'timeZone' | 'sources'>;

/** Every file the case was read from, with its hash and how many of the exported events it delivered first. */
async function listSources(database: Database, scope: Scope): Promise<Manifest['sources']> {
  const condition = scopeSql(scope);
  const rows = await database.rows(
    `with exported as (
       select source_id, count(*) as events from event where ${condition.sql} group by source_id
     )
     select s.path, s.container, s.sha256, s.size_bytes, coalesce(e.events, 0) as events
     from source as s left join exported as e using (source_id)
     where s.status in ('read', 'damaged', 'container')
     order by s.source_id`,
    condition.parameters,
    { maxRows: 10_000_000 },
  );
  return rows.map((row) => ({
    path: String(row.path),
    container: row.container === null ? null : String(row.container),
    sha256: row.sha256 === null ? null : String(row.sha256),
    sizeBytes: Number(row.size_bytes),
    exportedEvents: Number(row.events),
  }));
}

/** Completes a manifest with the time and the sources of the case. */
export async function buildManifest(
  database: Database,
  parts: ManifestParts,
  scope: Scope,
): Promise<Manifest> {
  return {
    product: 'Spoor',
    exportedAt: new Date().toISOString(),
    range: 'from ≤ eventTime < to; null is open',
    timeZone: 'UTC',
    ...parts,
    sources: await listSources(database, scope),
  };
}
