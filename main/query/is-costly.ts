import { withoutTexts } from './event-relation.ts';
import type { Condition } from './scope-sql.ts';

/**
 * Whether a condition costs far more than comparing a column: it reads the raw records, or looks events up among those
 * that were found before, which may also be given up for others before a later question comes.
 */
export function isCostly({ sql }: Condition): boolean {
  return /\braw\b|\brecord_id in\b/.test(withoutTexts(sql));
}
