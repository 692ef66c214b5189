import type { Locator } from '@playwright/test';
import { lastNumber, sumOf } from '../support/numbers.ts';

export type TextTable = {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The texts of the table inside `root`, all of its rows that are drawn. */
export async function readTable(root: Locator): Promise<TextTable> {
  const table = root.getByRole('table');
  const headers = await table.getByRole('columnheader').allTextContents();
  const cells = await table.getByRole('cell').allTextContents();
  const rows = Array.from({ length: cells.length / Math.max(1, headers.length) }, (_, index) =>
    cells.slice(index * headers.length, (index + 1) * headers.length),
  );
  return { headers, rows };
}

/** The sum of the figures in the column of that title. */
export function columnSum({ headers, rows }: TextTable, title: string): number {
  const at = headers.findIndex((header) => header.toLowerCase() === title.toLowerCase());
  if (at < 0) throw new Error(`No column ${title} among ${headers.join(', ')}.`);
  return sumOf(rows.map((row) => lastNumber(row[at] ?? '')));
}
