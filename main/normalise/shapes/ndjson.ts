import { RECORDS, type Shape } from './shape.ts';

/** Records, or batches of them, one after the other: a line each or simply joined. */
export const ndjson: Shape = {
  kind: 'ndjson',
  recognises: ({ structure, hasRecords }) => structure.topValues > 1 && hasRecords,
  reading: RECORDS,
};
