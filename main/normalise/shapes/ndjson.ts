import type { Shape } from './shape.ts';

/** Records, or batches of them, one after the other: a line each or simply joined. */
export const ndjson: Shape = {
  kind: 'ndjson',
  recognises: ({ structure, records }) => structure.topValues > 1 && records > 0,
  skipReason: null,
};
