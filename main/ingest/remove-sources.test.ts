import { describe, expect, it } from 'vitest';
import { zipBytes } from '../archive/archive-fixtures.ts';
import { caseForEachTest } from './case-under-test.ts';
import { removeSources } from './remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from './test-import.ts';

const given = caseForEachTest();

const { write, read } = given;
const ledger = () =>
  given.database.rows(
    `select split_part(path, '/', -1) as file, status, records::int r, events::int e, duplicates::int d, rejected::int j
     from source order by source_id`,
  );
const sourceOf = async (file: string) =>
  Number(
    (await given.database.rows('select source_id from source where path like $file', { file: `%${file}` }))[0]
      ?.source_id,
  );
const remove = async (file: string) => removeSources(given.database, SQL_DIR, [await sourceOf(file)]);
const events = () =>
  given.database.rows('select "eventID", source_id, "errorCode" from event order by "eventID"');

/** What must hold whatever was removed: each source has as many records in the tables as the ledger says. */
async function expectSound(): Promise<void> {
  expect(
    await given.database.rows(
      `select s.path from source as s
       where s.records <> s.events + s.duplicates + s.rejected
         or s.events <> (select count(*) from "case".record as r where r.source_id = s.source_id)
         or s.duplicates <> (select count(*) from "case".duplicate as d where d.source_id = s.source_id)
         or s.rejected <> (select count(*) from "case".rejection as j where j.source_id = s.source_id)`,
    ),
  ).toEqual([]);
}

describe('a source that is removed', () => {
  it('takes its events, duplicates and rejections with it and leaves a line in the ledger', async () => {
    await write('a.json', deliveryOf(1, 3));
    await write('b.json', JSON.stringify({ Records: [testRecord(9), testRecord(9), { hello: 1 }] }));
    await read();
    expect(await remove('b.json')).toEqual({ sources: 1, events: 1 });
    expect(await ledger()).toEqual([
      { file: 'a.json', status: 'read', r: 3, e: 3, d: 0, j: 0 },
      { file: 'b.json', status: 'removed', r: 0, e: 0, d: 0, j: 0 },
    ]);
    const [line] = await given.database.rows(`select reason from source where status = 'removed'`);
    expect(line?.reason).toMatch(
      /^Removed from the case on .* UTC, with 3 records: 1 events, 1 duplicates, 1 rejected\.$/,
    );
    expect(await events()).toHaveLength(3);
    await expectSound();
  });

  it('leaves the events that another file delivered as well', async () => {
    await write('a.json', deliveryOf(1, 3));
    await write('b.json', deliveryOf(2, 3));
    await read();
    expect(await remove('a.json')).toEqual({ sources: 1, events: 1 });
    const b = await sourceOf('b.json');
    expect((await events()).map((event) => event.source_id)).toEqual([b, b, b]);
    expect(await given.database.rows('select count(*)::int as n from "case".duplicate')).toEqual([{ n: 0 }]);
    await expectSound();
  });

  it('leaves them with the text and the columns of the delivery that stays, where that differs', async () => {
    const changed = testRecord(1, { errorCode: 'AccessDenied' });
    await write('a.json', JSON.stringify({ Records: [testRecord(1)] }));
    await write('b.json', JSON.stringify({ Records: [changed] }));
    await write('c.json', JSON.stringify({ Records: [changed] }));
    await read();
    await remove('a.json');
    expect(await events()).toMatchObject([{ errorCode: 'AccessDenied' }]);
    expect(await given.database.rows('select identical, raw from "case".duplicate')).toEqual([
      { identical: true, raw: null },
    ]);
    await expectSound();
  });

  it('is the whole archive where it is a member of one', async () => {
    await write(
      'logs.zip',
      zipBytes([
        { name: 'x.json', bytes: Buffer.from(deliveryOf(1, 2)) },
        { name: 'y.json', bytes: Buffer.from(deliveryOf(3, 2)) },
      ]),
    );
    await write('z.json', deliveryOf(9, 1));
    await read();
    expect(await remove('x.json')).toEqual({ sources: 3, events: 4 });
    expect(await events()).toHaveLength(1);
    await expectSound();
  });

  it('can be imported again', async () => {
    await write('a.json', deliveryOf(1, 3));
    await read();
    await remove('a.json');
    expect(await read()).toMatchObject({ events: 3 });
    expect(await removeSources(given.database, SQL_DIR, [1])).toEqual({ sources: 0, events: 0 });
    await expectSound();
  });
});
