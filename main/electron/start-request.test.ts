import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseStartRequest } from './start-request.ts';

it('opens nothing, the sample, or a case relative to where it was asked for', () => {
  expect(parseStartRequest([], '/cases')).toEqual({ kind: 'nothing' });
  expect(parseStartRequest(['.', '--inspect'], '/cases')).toEqual({ kind: 'nothing' });
  expect(parseStartRequest(['.', '--sample'], '/cases')).toEqual({ kind: 'sample' });
  expect(parseStartRequest(['.', 'a.spoor'], '/cases')).toEqual({
    kind: 'case',
    path: resolve('/cases/a.spoor'),
  });
  expect(parseStartRequest(['/x/A.SPOOR'], '/cases')).toEqual({ kind: 'case', path: '/x/A.SPOOR' });
});
