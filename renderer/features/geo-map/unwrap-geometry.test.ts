import { expect, it } from 'vitest';
import { unwrapGeometry } from './unwrap-geometry.ts';

it('lets an outline go on past 180° instead of crossing the whole map', () => {
  const ring = [
    [178, 65],
    [-178, 65],
    [-178, 70],
    [178, 70],
    [178, 65],
  ];
  expect(unwrapGeometry({ type: 'Polygon', coordinates: [ring] })).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [178, 65],
        [182, 65],
        [182, 70],
        [178, 70],
        [178, 65],
      ],
    ],
  });
});

it('puts what begins west of the line beside the rest in the east', () => {
  const ring = [
    [-178, 65],
    [178, 65],
    [178, 70],
    [-178, 65],
  ];
  const geometry = unwrapGeometry({ type: 'MultiPolygon', coordinates: [[ring]] });
  expect(geometry).toMatchObject({
    coordinates: [
      [
        [
          [182, 65],
          [178, 65],
          [178, 70],
          [182, 65],
        ],
      ],
    ],
  });
});
