/** Reads CSV (RFC 4180) into rows of cells, the header included. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const cells = /(?:^|(,)|(\r?\n))(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g;
  for (const match of text.trimEnd().matchAll(cells)) {
    const [, comma, , quoted, plain] = match;
    const cell = quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"');
    if (comma === undefined) rows.push([cell]);
    else rows.at(-1)?.push(cell);
  }
  return rows;
}
