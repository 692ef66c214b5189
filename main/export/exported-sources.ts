import type { IntegrityLevel } from '../../preload/contract/model/integrity.ts';
import type { Database } from '../database/open-database.ts';
import type { Parameters } from '../database/run-query.ts';
import { findFindings, readIntegrity } from '../integrity/case-report.ts';

/** A file that an export is from, or could be. `exported` counts what of the export it delivered. */
type ExportedSource = {
  readonly path: string;
  readonly container: string | null;
  /** As it is stored. */
  readonly sha256: string | null;
  /** Uncompressed, as digest files name it. */
  readonly contentSha256: string | null;
  readonly integrity: IntegrityLevel | null;
  readonly sizeBytes: number;
  readonly exported: number;
};

/**
 * The files of the case with their hashes and what vouches for them. `exported` is a SELECT of source_id and n, how many
 * of the exported things each delivered; `all` tells whether files that delivered none are listed too.
 */
export async function listSources(
  database: Database,
  exported: { readonly sql: string; readonly parameters: Parameters; readonly all: boolean },
): Promise<ExportedSource[]> {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const rows = await database.rows(
    `with exported as (${exported.sql})
     select s.path, s.container, s.sha256, s.content_sha256, s.integrity, s.size_bytes, coalesce(e.n, 0) as n
     from source as s left join exported as e using (source_id)
     where ${exported.all ? `s.status in ('read', 'damaged', 'container')` : 'e.n > 0'}
     order by s.source_id`,
    exported.parameters,
    { maxRows: 10_000_000 },
  );
  return rows.map((row) => ({
    path: String(row.path),
    container: text(row.container),
    sha256: text(row.sha256),
    contentSha256: text(row.content_sha256),
    integrity: text(row.integrity) as IntegrityLevel | null,
    sizeBytes: Number(row.size_bytes),
    exported: Number(row.n),
  }));
}

const MOST_FINDINGS = 1000;

/** What vouches for the case that was exported from: when that was checked, with which keys, and what was found. */
export type ExportedIntegrity = {
  /** Null where the case has no digest and no sign file. */
  readonly checkedAt: string | null;
  readonly digests: number;
  readonly publicKeys: readonly string[];
  readonly wrong: number;
  readonly notes: number;
  /** The first thousand, wrong ones first. */
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string | null;
    readonly message: string;
  }[];
};

export async function exportedIntegrity(database: Database): Promise<ExportedIntegrity> {
  const { checkedAt, digests, keys, wrong, notes } = await readIntegrity(database);
  const { findings } = await findFindings(database, {
    severity: null,
    rule: null,
    sourceId: null,
    offset: 0,
    limit: MOST_FINDINGS,
  });
  return {
    checkedAt,
    digests,
    publicKeys: keys.map(({ fingerprint }) => fingerprint),
    wrong,
    notes,
    findings: findings.map(({ rule, path, message }) => ({ rule, path, message })),
  };
}
