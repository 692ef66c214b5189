import type { Page } from '@playwright/test';
import { firstNumber, numbersIn } from '../support/numbers.ts';

export type FileFigures = {
  readonly status: string;
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly rejected: number;
};

/** What the case is made of. */
export function evidenceScreen(page: Page) {
  const main = page.getByRole('main');
  const totals = main.getByRole('region', { name: 'Totals' });
  const section = (name: string | RegExp) =>
    main.getByRole('navigation', { name: 'Parts of the evidence' }).getByRole('button', { name });
  const scroller = main.getByRole('region', { name: 'Files, scrollable' });
  return {
    heading: main.getByRole('heading', { name: 'Evidence' }),
    files: section('Files'),
    imports: section('Imports'),
    coverage: section('Coverage'),
    duplicates: section(/^Duplicates/),
    rejected: section(/^Rejected records/),
    exports: section('Exports'),
    rejections: main.getByRole('region', { name: 'Rejected records, scrollable' }).getByRole('listitem'),
    table: main.getByRole('table', { name: 'Files' }),
    /** The button of the file whose path holds the text. */
    file: (path: string) => main.locator('[data-file]').filter({ hasText: path }),
    sum: (column: number) => main.getByRole('table', { name: 'Files' }).locator('tfoot td').nth(column),
    search: main.getByRole('searchbox', { name: 'Search by path or SHA-256' }),
    status: main.getByRole('combobox', { name: 'Status' }),
    shape: main.getByRole('combobox', { name: 'Shape' }),
    zoneNotice: main.getByRole('paragraph').filter({ hasText: 'tell no zone' }),
    showAll: main.getByRole('button', { name: 'Show all' }),
    sortBy: (title: string) =>
      main
        .getByRole('table', { name: 'Files' })
        .getByRole('columnheader')
        .getByRole('button', { name: title }),
    detail: main.getByRole('region', { name: 'Details of the file' }),
    removeDialog: page.getByRole('dialog', { name: 'Remove from the case' }),
    /** Chooses an entry of the menu of a file. */
    choose: async (path: string, item: string) => {
      const row = main.getByRole('row').filter({ has: page.locator('[data-file]', { hasText: path }) });
      await row.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    },
    /** The cell of the coverage whose name begins so: account, region, time, and what it counts. */
    cell: (name: string) =>
      main.getByRole('grid', { name: 'Coverage' }).locator(`[data-cell][aria-label^="${name}"]`),
    unit: main.getByRole('combobox', { name: 'Unit of time' }),
    readout: main.getByRole('note', { name: 'The cell looked at' }),
    reason: (title: string) =>
      main.getByRole('list', { name: 'Reasons' }).getByRole('button', { name: title }),
    pairsSwitch: main.getByRole('button', { name: /^Pairs of files/ }),
    onlyDiffering: main.getByRole('switch', { name: 'Only those with another text' }),
    pairs: main.getByRole('table', { name: 'Pairs of files' }),
    repeated: main.getByRole('table', { name: 'Events delivered more than once' }),
    /** The button of a row of either of these, or of a rejected record. */
    row: (position: number) => main.locator('[data-row]').nth(position),
    deliveries: page.getByRole('dialog', { name: /deliver(y|ies) of/ }),
    rejection: page.getByRole('dialog', { name: 'Rejected record', exact: true }),
    rejectionReason: main.getByRole('combobox', { name: 'Reason' }),
    exportRejected: main.getByRole('button', { name: 'Export…' }),
    rejectionExport: page.getByRole('dialog', { name: 'Export rejected records' }),
    importEntry: (number: number) =>
      main
        .getByRole('region', { name: 'Imports, scrollable' })
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: `Import ${number}`, exact: true }) }),
    /** The figures at the top by their titles. */
    totals: async (): Promise<Readonly<Record<string, number>>> => {
      const lines = await totals.getByRole('paragraph').allTextContents();
      return Object.fromEntries(lines.map((line) => [line.replace(/^[\d,]+\s*/, ''), firstNumber(line)]));
    },
    /** Every row of the ledger, read by scrolling through it. */
    readFiles: () => readFiles(page, scroller),
  };
}

/** Rows of the table of files that are no files. */
const HEAD_AND_SUM = 2;

type Scroller = ReturnType<Page['getByRole']>;

async function readFiles(page: Page, scroller: Scroller): Promise<readonly FileFigures[]> {
  const table = scroller.getByRole('table', { name: 'Files' });
  const count = Number(await table.getAttribute('aria-rowcount')) - HEAD_AND_SUM;
  const files = new Map<number, FileFigures>();
  for (let position = 0; position < count; ) {
    const row = table.locator(`[aria-rowindex="${position + 2}"]`);
    await scroller.evaluate((element, top) => element.scrollTo(0, top), position * 26);
    await row
      .getByText(/read|damaged|skipped|archive/)
      .first()
      .waitFor();
    for (const [index, figures] of await drawnFiles(page, table)) files.set(index, figures);
    while (files.has(position)) position += 1;
  }
  return [...files.values()];
}

async function drawnFiles(page: Page, table: Scroller): Promise<readonly (readonly [number, FileFigures])[]> {
  const rows = table
    .locator('tbody [aria-rowindex]')
    .filter({ has: page.getByText(/read|damaged|skipped|archive/) });
  const texts = await rows.evaluateAll((elements) =>
    elements.map((element) => [
      element.getAttribute('aria-rowindex') ?? '',
      ...[...element.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
    ]),
  );
  return texts.map(([index, status = '', , , , , records, events, duplicates, rejected]) => [
    Number(index) - 2,
    {
      status: status.replace(/^\W+/, ''),
      records: numbersIn(records ?? '')[0] ?? 0,
      events: numbersIn(events ?? '')[0] ?? 0,
      duplicates: numbersIn(duplicates ?? '')[0] ?? 0,
      rejected: numbersIn(rejected ?? '')[0] ?? 0,
    },
  ]);
}
