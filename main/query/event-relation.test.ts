import { expect, test } from 'vitest';
import { eventRelation } from './event-relation.ts';
import { buildWhere } from './where/where.ts';

test('addresses are joined only where a place is asked for', () => {
  expect(eventRelation('select count(*) from event', buildWhere('actor:alice').sql)).toBe(
    'event_without_place',
  );
  expect(eventRelation('select count(*) from event', buildWhere('country:DE').sql)).toBe('event');
  expect(eventRelation('select "countryName" from event')).toBe('event');
  expect(eventRelation('select network from event')).toBe('event');
  expect(eventRelation(`select 'a city''s network' -- by country\nfrom event`)).toBe('event_without_place');
});

test('every column that only the view with places has is known to be one', async () => {
  const { createTestCase } = await import('./test-case.ts');
  const { database, close } = await createTestCase([]);
  const columns = async (view: string) =>
    (await database.rows(`select column_name as name from (describe ${view})`)).map(({ name }) =>
      String(name),
    );
  const without = await columns('event_without_place');
  const placed = (await columns('event')).filter((name) => !without.includes(name));
  expect(placed.length).toBeGreaterThan(8);
  for (const name of placed) expect(eventRelation(`select "${name}"`), name).toBe('event');
  await close();
});
