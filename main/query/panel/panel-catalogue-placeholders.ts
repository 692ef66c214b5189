/**
 * A place in a panel's SQL that the runner fills: `$name` with a value, `"$name"` with the name of a column
 * (an option's value, so one of a fixed list). `at` and `length` are UTF-16 units of the SQL.
 */
export type Placeholder = {
  readonly kind: 'value' | 'column';
  readonly name: string;
  readonly at: number;
  readonly length: number;
};

/** Texts, comments and quoted names are stepped over; what is left with a `$` is a placeholder. */
const TOKEN = /'(?:[^']|'')*'|--[^\n]*|"\$([a-z_]+)"|"(?:[^"]|"")*"|\$([a-z_]+)/g;

/** The placeholders of an SQL text in order. */
export function placeholdersOf(sql: string): Placeholder[] {
  return [...sql.matchAll(TOKEN)].flatMap((match) => {
    const [text, column, value] = match;
    const name = column ?? value;
    if (name === undefined) return [];
    return [{ kind: column === undefined ? 'value' : 'column', name, at: match.index, length: text.length }];
  });
}

/** The SQL with `fill` of each placeholder in its place. */
export function fillPlaceholders(
  sql: string,
  placeholders: readonly Placeholder[],
  fill: (placeholder: Placeholder) => string,
): string {
  let at = 0;
  const parts: string[] = [];
  for (const placeholder of placeholders) {
    parts.push(sql.slice(at, placeholder.at), fill(placeholder));
    at = placeholder.at + placeholder.length;
  }
  return parts.join('') + sql.slice(at);
}

/** A column's name as an SQL identifier. */
export function quoteColumn(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
