import { hasObjectWith } from '../head-fields.ts';
import type { Shape } from './shape.ts';

/** Metadata saved from an S3 object, which holds the signature of a digest (cloudtrail.md §3). */
export const objectMetadata: Shape = {
  kind: 'object-metadata',
  recognises: (head) =>
    !head.hasRecords &&
    (hasObjectWith(head, 'signature') ||
      hasObjectWith(head, 'x-amz-meta-signature') ||
      ((hasObjectWith(head, 'Metadata') || hasObjectWith(head, 'ResponseMetadata')) &&
        head.bytes.includes('signature"'))),
  reading: () => 'It is saved metadata of an S3 object: it holds the signature of a digest file, no events.',
  vouches: true,
};
