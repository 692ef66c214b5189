import type { z } from 'zod';
import { caseSummary, importProgress } from './model/case.ts';
import { exportProgress } from './model/event.ts';

/** What the host tells the window unasked. */
export const events = {
  'case.changed': caseSummary.nullable(),
  'import.progress': importProgress,
  'export.progress': exportProgress,
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
