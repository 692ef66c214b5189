import { z } from 'zod';

export const chartKind = z.enum(['map', 'bar', 'column', 'line', 'band', 'pie', 'number', 'table']);
export type ChartKind = z.infer<typeof chartKind>;

/** A choice the reader of a panel has: a switch (values false, true) or one of several values. */
export const panelOption = z.object({
  name: z.string(),
  title: z.string(),
  values: z.array(z.object({ value: z.string(), title: z.string() })),
  default: z.string(),
});
export type PanelOption = z.infer<typeof panelOption>;

/** A result column whose value, put into `field:value`, leads from a row to its events. */
export const panelKey = z.object({ column: z.string(), field: z.string() });

/** A panel as its SQL file's header describes it. */
export const panelInfo = z.object({
  id: z.string(),
  dashboard: z.string(),
  title: z.string(),
  chart: chartKind,
  /** The column whose values are stacked; `$name` for the column that the option of that name chooses. */
  stack: z.string().nullable(),
  description: z.string(),
  condition: z.string(),
  pitfalls: z.array(z.string()),
  original: z.string().nullable(),
  query: z.string(),
  keys: z.array(panelKey),
  options: z.array(panelOption),
  windowHours: z.number().nullable(),
  empty: z.string(),
  /** Events without which the panel can say nothing, as a query, and the sentence for when the case has none. */
  needs: z.string().nullable(),
  absent: z.string().nullable(),
  /** How much room it takes: `large` two rows, `full` all of a row. */
  size: z.enum(['small', 'medium', 'wide', 'large', 'full']),
  sql: z.string(),
});
export type PanelInfo = z.infer<typeof panelInfo>;

export const dashboardInfo = z.object({ id: z.string(), title: z.string(), panels: z.array(panelInfo) });
export type DashboardInfo = z.infer<typeof dashboardInfo>;

/** A value of a result: instants are ISO UTC text, integers beyond 2^53 are text. */
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cell>;
export const row = z.record(z.string(), cell);
export type Row = z.infer<typeof row>;

export const resultColumn = z.object({ name: z.string(), type: z.string() });
export type ResultColumn = z.infer<typeof resultColumn>;

/** Events that have no place on a map, by source class. */
export const unplaced = z.object({ sourceClass: z.string(), events: z.number().int() });

/**
 * A panel's rows and the scope of the events they count (`messages`): opening that scope in a search
 * shows exactly those events.
 */
export const panelResult = z.object({
  id: z.string(),
  columns: z.array(resultColumn),
  rows: z.array(row),
  truncated: z.boolean(),
  messages: z.object({ query: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  unplaced: z.array(unplaced),
  bucketSeconds: z.number().nullable(),
  /** False where the case has no events of the kind that the panel needs: it can say nothing, not even 0. */
  logged: z.boolean(),
});
export type PanelResult = z.infer<typeof panelResult>;
