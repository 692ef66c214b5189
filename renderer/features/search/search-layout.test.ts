import { expect, test } from 'vitest';
import { readLayout } from './search-layout.ts';

test('A layout kept before is taken over', () => {
  expect(readLayout('{"facetsWidth":300,"detailWidth":420,"facetsShown":false}')).toEqual({
    facetsWidth: 300,
    detailWidth: 420,
    facetsShown: false,
  });
});

test('What is missing or odd falls back to the default', () => {
  const standard = readLayout(null);
  for (const text of ['', 'not json', 'null', '[]', '{"facetsWidth":-5,"detailWidth":"wide"}']) {
    expect(readLayout(text)).toEqual(standard);
  }
});
