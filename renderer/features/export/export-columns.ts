import { FIELDS } from '../../../preload/contract/model/field.ts';

/** Which columns an export holds: those of the table, every field, or every field and the raw record. */
export type ColumnChoice = 'visible' | 'all' | 'raw';

/** The column that holds the raw record. */
const RAW = 'raw';

/** The columns of an export in order; the table's own ones come first, so that nothing shown is left out. */
export function exportColumns(choice: ColumnChoice, visible: readonly string[]): readonly string[] {
  if (choice === 'visible') return visible;
  const fields = FIELDS.filter(({ kind }) => kind !== 'json').map(({ name }) => name);
  const all = [...new Set([...visible, ...fields])];
  return choice === 'all' ? all : [...all, RAW];
}

/** A file name for the export of a case: its name without what file systems refuse, and the time in UTC. */
export function exportFileName(caseName: string, now: Date): string {
  const stem = caseName.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  const time = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  return `${stem === '' ? 'case' : stem}-events-${time}.csv`;
}
