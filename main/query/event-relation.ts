/** Columns that come from the place of an address, and those that tell how the event is marked. */
const JOINED =
  /\b(country|countryName|subdivision|city|latitude|longitude|asn|network|sourceClass|star|tag|note)\b/;

/** What cannot name a column: texts and comments. */
const SILENT = /'(?:[^']|'')*'|--[^\n]*/g;

/** The SQL without texts and comments, which cannot name a column. */
export function withoutTexts(sql: string): string {
  return sql.replace(SILENT, '');
}

/**
 * The view that statements made of these texts have to read: without places and marks where none of them names one,
 * which spares joining them. A text that only looks like naming one costs time, never a row.
 */
export function eventRelation(...sql: readonly string[]): 'event' | 'event_without_place' {
  return sql.some((text) => JOINED.test(withoutTexts(text))) ? 'event' : 'event_without_place';
}
