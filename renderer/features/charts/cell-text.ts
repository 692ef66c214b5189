import { findField } from '../../../preload/contract/model/field.ts';
import type { Cell, ResultColumn } from '../../../preload/contract/model/panel.ts';
import { formatNumber } from '../../format/number.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';

const NUMERIC = /^(u?(tiny|small|big|huge)?int(eger)?|double|float|real|decimal|numeric)/i;
const IDENTIFIER = /arn|key|address|ip$|agent|id$|bucket|event_?name|sql|query|path/i;

const ACRONYM = /\b(aws|ip|mfa|asn|arn|id|url|api|tls|saml|idp|acl)\b/gi;
const ACRONYMS = /\b(ip|asn|arn|id|url|api|acl)s\b/gi;

/** How a column's cells are shown. */
export type ColumnLook = 'instant' | 'number' | 'identifier' | 'outcome' | 'text';

/** How to show a column, judged by its type and its name. */
export function lookOf({ name, type }: ResultColumn): ColumnLook {
  if (/^(timestamp|datetime)/i.test(type)) return 'instant';
  if (NUMERIC.test(type)) return 'number';
  if (/^(outcome|result)$/i.test(name)) return 'outcome';
  return IDENTIFIER.test(name) ? 'identifier' : 'text';
}

/** A cell as it is read: instants in the shown zone, numbers with thousands separated. */
export function cellText(cell: Cell | undefined, look: ColumnLook, zone: Zone): string {
  if (cell === null || cell === undefined) return '';
  if (look === 'instant') return formatInstant(String(cell), zone, { withZone: false });
  if (typeof cell === 'number') return formatNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return visibleText(cell);
}

/** The title of a result column: a field’s own title, else `first_seen_at` → `First seen`, the end of a path. */
export function columnTitle(name: string): string {
  const field = findField(name);
  if (field) return field.title;
  if (/^\w+(\.\w+)+$/.test(name)) return columnTitle(name.slice(name.lastIndexOf('.') + 1));
  if (!/^[a-z0-9_]+$/.test(name)) return name;
  const words = name.replace(/_at$/, '').replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return title
    .replace(ACRONYM, (word) => word.toUpperCase())
    .replace(ACRONYMS, (_, word: string) => {
      return `${word.toUpperCase()}s`;
    });
}
