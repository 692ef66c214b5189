import { RECORDS, type Shape } from './shape.ts';

/** A single record. */
export const object: Shape = {
  kind: 'object',
  recognises: ({ structure, hasRecords }) => structure.topValues === 1 && hasRecords,
  reading: RECORDS,
};
