import { hasObjectWith } from '../head-fields.ts';
import type { Shape } from './shape.ts';

/** The sign file of a CloudTrail Lake query result (cloudtrail.md §3): hashes of its files, no events. */
export const lakeSign: Shape = {
  kind: 'lake-sign',
  recognises: (head) => hasObjectWith(head, 'hashSignature', 'publicKeyFingerprint'),
  reading: () => 'It is the sign file of a CloudTrail Lake query: it holds hashes of its results, no events.',
  vouches: true,
};
