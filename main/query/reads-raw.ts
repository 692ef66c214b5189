/** What cannot name a column: texts and quoted names. */
const SILENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** Whether a condition made by `buildWhere` reads the raw records, which costs a hundred times what a column does. */
export function readsRaw(sql: string): boolean {
  return /\braw\b/.test(sql.replace(SILENT, ''));
}
