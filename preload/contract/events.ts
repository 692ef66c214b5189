import type { z } from 'zod';
import { caseSummary, importProgress } from './model/case.ts';
import { exportProgress } from './model/event.ts';
import { marks } from './model/mark.ts';

/** What the host tells the window unasked. */
export const events = {
  'case.changed': caseSummary.nullable(),
  /** Stars, tags or notes have changed; the records have not. */
  'marks.changed': marks,
  'import.progress': importProgress,
  'export.progress': exportProgress,
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
