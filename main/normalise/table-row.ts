import type { Unwrapped } from './found-record.ts';

/** Takes the records out of the rows of a table. `raw` is the row as it stands in the file. */
export type ReadRow = (cells: readonly string[], raw: string) => Unwrapped;

/** What a table's header says about how to read its rows; times without a zone are of `timeZone`. */
export type RowReader = (header: readonly string[], timeZone: string) => ReadRow;
