import type { Shape } from './shape.ts';

/** A single record. */
export const object: Shape = {
  kind: 'object',
  recognises: ({ structure, records }) => structure.topValues === 1 && records > 0,
  skipReason: null,
};
