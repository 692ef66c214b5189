import type { ParsedInput } from '../../preload/contract/methods.ts';
import type { Rejection } from '../../preload/contract/model/case.ts';
import type { Row } from '../../preload/contract/model/panel.ts';
import type { Database } from '../database/open-database.ts';

/** A reason without the numbers in it, so that the same fault at another place is the same reason. */
const PLAIN_REASON = `regexp_replace(reason, '\\d[\\d,.]*', '#', 'g')`;

const OF_FILE = '($sourceId::integer is null or source_id = $sourceId::integer)';
const OF_REASON = `($reason::varchar is null or ${PLAIN_REASON} = $reason::varchar)`;

type RejectionFilter = { readonly sourceId: number | null; readonly reason: string | null };

/** The pieces of a file and a reason, or of all, as a condition over `rejection`. */
export function rejectionCondition({ sourceId, reason }: RejectionFilter) {
  return { sql: `${OF_FILE} and ${OF_REASON}`, parameters: { sourceId, reason } };
}

/** Reasons that are told apart; the rarest ones beyond them are not listed. */
const MOST_REASONS = 100;

function rejectionOf(row: Row): Rejection {
  return {
    sourceId: Number(row.source_id),
    path: String(row.path),
    position: Number(row.position),
    byteOffset: Number(row.byte_offset),
    sizeBytes: Number(row.size_bytes),
    reason: String(row.reason),
    excerpt: String(row.excerpt),
  };
}

/** A page of the pieces that are not CloudTrail records, of one file or reason or of all, and their reasons. */
export async function listRejections(
  database: Database,
  { sourceId, reason, limit, offset }: ParsedInput<'ledger.rejections'>,
): Promise<{ total: number; reasons: { reason: string; rejected: number }[]; rejections: Rejection[] }> {
  const reasons = await database.rows(
    `select ${PLAIN_REASON} as plain, count(*) as rejected from rejection where ${OF_FILE}
     group by plain order by rejected desc, plain limit ${MOST_REASONS}`,
    { sourceId },
  );
  const condition = rejectionCondition({ sourceId, reason });
  const [count] = await database.rows(
    `select count(*) as n from rejection where ${condition.sql}`,
    condition.parameters,
  );
  const rows = await database.rows(
    `select source_id, path, position, byte_offset, size_bytes, reason, excerpt
     from rejection where ${condition.sql}
     order by source_id, position, byte_offset limit $limit offset $offset`,
    { ...condition.parameters, limit, offset },
  );
  return {
    total: Number(count?.n ?? 0),
    reasons: reasons.map((row) => ({ reason: String(row.plain), rejected: Number(row.rejected) })),
    rejections: rows.map(rejectionOf),
  };
}

/** The rejected piece at that place of a file; null when there is none. */
export async function findRejection(
  database: Database,
  { sourceId, position, byteOffset }: Pick<Rejection, 'sourceId' | 'position' | 'byteOffset'>,
): Promise<Rejection | null> {
  const [row] = await database.rows(
    `select source_id, path, position, byte_offset, size_bytes, reason, excerpt
     from rejection
     where source_id = $sourceId and position = $position and byte_offset = $byteOffset`,
    { sourceId, position, byteOffset },
  );
  return row ? rejectionOf(row) : null;
}
