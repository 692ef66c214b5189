/** Columns that come from the place of an address. */
const PLACE = /\b(country|countryName|subdivision|city|latitude|longitude|asn|network|sourceClass)\b/;

/** Columns that tell how the event is marked. */
const MARK = /\b(star|tag|note)\b/;

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
  const isJoined = (text: string) => namesPlace(text) || MARK.test(withoutTexts(text));
  return sql.some(isJoined) ? 'event' : 'event_without_place';
}

/** Whether the SQL names a column that comes from the place of an address. */
export function namesPlace(sql: string): boolean {
  return PLACE.test(withoutTexts(sql));
}
