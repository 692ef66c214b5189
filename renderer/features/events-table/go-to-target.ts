import { formatCount } from '../../format/number.ts';
import { parseInputText, type Zone } from '../../format/time.ts';

/** Where one asks to go: a row counted from 0, or an instant in ISO UTC. */
type GoToTarget =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'time'; readonly at: string }
  | { readonly kind: 'fault'; readonly message: string };

/**
 * Reads what was typed: a row number, counted from 1 (`18,388`), or a time in the shown zone (`2025-03-10 02:44`).
 * Null while nothing is typed.
 */
export function readGoTo(typed: string, rowCount: number, zone: Zone): GoToTarget | null {
  const text = typed.trim();
  if (text === '') return null;
  if (/^\d[\d,. _]*$/.test(text) && !text.includes('-')) {
    const number = Number(text.replaceAll(/[,. _]/g, ''));
    return number >= 1 && number <= rowCount
      ? { kind: 'row', row: number - 1 }
      : { kind: 'fault', message: `There are rows 1 to ${formatCount(rowCount)}.` };
  }
  const at = parseInputText(text, zone);
  return at === null
    ? { kind: 'fault', message: 'Write a row number, or a time such as 2025-03-10 02:44.' }
    : { kind: 'time', at };
}
