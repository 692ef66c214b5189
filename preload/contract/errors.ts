import { z } from 'zod';

export const errorCode = z.enum([
  'bad_input',
  'bad_query',
  'cancelled',
  'case_busy',
  'case_damaged',
  'disk_full',
  'internal',
  'no_case',
  'not_found',
  'not_possible_here',
  'read_only',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** What a failed call says: what happened, what to do about it, and where (for instance a query's position). */
export const callError = z.object({
  code: errorCode,
  message: z.string(),
  hint: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
});
export type CallError = z.infer<typeof callError>;
