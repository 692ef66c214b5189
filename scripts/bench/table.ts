/** A Markdown table; columns of numbers are set to the right. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[\d.,–-]*$/.test(row[i] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(isNumber.map((right) => (right ? '---:' : '---'))), ...rows.map(line)].join(
    '\n',
  );
}
