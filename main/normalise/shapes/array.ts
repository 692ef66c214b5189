import { mentionsCloudTrail } from '../entry-head.ts';
import { RECORDS, type Shape } from './shape.ts';

/** A bare list of records, `[{…},{…}]`. */
export const array: Shape = {
  kind: 'array',
  recognises: (head) => {
    const { arrays, topValues } = head.structure;
    if (arrays === 0 || topValues !== 1) return false;
    return head.hasRecords || mentionsCloudTrail(head);
  },
  reading: RECORDS,
};
