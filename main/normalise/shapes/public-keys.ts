import { hasObjectWith } from '../head-fields.ts';
import type { Shape } from './shape.ts';

/** What `aws cloudtrail list-public-keys` prints (cloudtrail.md §3). Keys among the logs are not trusted by that alone. */
export const publicKeys: Shape = {
  kind: 'public-keys',
  recognises: (head) => hasObjectWith(head, 'PublicKeyList'),
  reading: () =>
    'It holds public keys to check signatures with. Whoever can change logs can put keys beside them, so they are not used unasked: add them under Evidence, Integrity, if you know where they are from.',
};
