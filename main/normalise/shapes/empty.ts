import { isSpace } from '../json-bytes.ts';
import type { Shape } from './shape.ts';

/** Nothing but white space. */
export const empty: Shape = {
  kind: 'empty',
  recognises: ({ bytes, isWhole }) => isWhole && bytes.every((byte) => isSpace(byte)),
  reading: ({ bytes }) => (bytes.length === 0 ? 'It is empty.' : 'It holds nothing but white space.'),
};
