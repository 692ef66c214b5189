import type { IntegrityLevel } from '../../preload/contract/model/integrity.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { scopeSql } from '../query/scope-sql.ts';
import { type ExportedIntegrity, exportedIntegrity, listSources } from './exported-sources.ts';

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
  /** What vouches for the files of the case; `exportedEvents` by the level of the file that each is kept from. */
  readonly integrity: ExportedIntegrity & {
    readonly exportedEvents: Readonly<Partial<Record<IntegrityLevel, number>>>;
  };
  readonly sources: readonly {
    readonly path: string;
    readonly container: string | null;
    readonly sha256: string | null;
    readonly contentSha256: string | null;
    readonly integrity: IntegrityLevel | null;
    readonly sizeBytes: number;
    readonly exportedEvents: number;
  }[];
};

export type ManifestParts = Omit<
  Manifest,
  'product' | 'exportedAt' | 'range' | 'timeZone' | 'integrity' | 'sources'
>;

/** Every file the case was read from, with its hash and how many of the exported events it delivered first. */
async function sourcesOf(database: Database, scope: Scope): Promise<Manifest['sources']> {
  const condition = scopeSql(scope);
  const sources = await listSources(database, {
    sql: `select source_id, count(*) as n from event where ${condition.sql} group by source_id`,
    parameters: condition.parameters,
    all: true,
  });
  return sources.map(({ exported, ...source }) => ({ ...source, exportedEvents: exported }));
}

/** Completes a manifest with the time, the sources of the case, and what vouches for them. */
export async function buildManifest(
  database: Database,
  parts: ManifestParts,
  scope: Scope,
): Promise<Manifest> {
  const sources = await sourcesOf(database, scope);
  const exportedEvents: Partial<Record<IntegrityLevel, number>> = {};
  for (const { integrity, exportedEvents: events } of sources) {
    if (integrity !== null && events > 0)
      exportedEvents[integrity] = (exportedEvents[integrity] ?? 0) + events;
  }
  return {
    product: 'Spoor',
    exportedAt: new Date().toISOString(),
    range: 'from ≤ eventTime < to; null is open',
    timeZone: 'UTC',
    ...parts,
    integrity: { ...(await exportedIntegrity(database)), exportedEvents },
    sources,
  };
}
