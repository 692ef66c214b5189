import { describe, expect, it } from 'vitest';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { removeSources } from '../ingest/remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { countEvents } from '../query/count.ts';
import { runFacets } from '../query/facet.ts';
import { createSearches } from '../query/search.ts';
import { loadMarks } from './load-marks.ts';
import { readMarks } from './read-marks.ts';
import { changeTag, noteEvent, removeTag, starEvents, tagEntity, tagEvents } from './write-marks.ts';

const given = caseForEachTest();
const { write, read } = given;
const signal = new AbortController().signal;

const scopeOf = (query: string): Scope => ({ query, from: null, to: null });
const find = async (query: string) => (await countEvents(given.database, scopeOf(query), signal)).events;
const recordOf = async (number: number) => {
  const [row] = await given.database.rows('select record_id from event where "eventID" like $id', {
    id: `%${String(number).padStart(4, '0')}`,
  });
  return Number(row?.record_id);
};
const recordsOf = async (...numbers: number[]) => ({ recordIds: await Promise.all(numbers.map(recordOf)) });
const star = async (numbers: number[], on = true) =>
  starEvents(given.database, await recordsOf(...numbers), on, signal);
const tag = async (numbers: number[], name: string, on = true) =>
  tagEvents(given.database, await recordsOf(...numbers), { tag: name, on }, signal);
const readFile = async (name: string, text: string) => {
  await write(name, text);
  await read();
  await loadMarks(given.database);
};
const removeAll = async () => {
  const ids = await given.database.rows('select source_id from source where status = $status', {
    status: 'read',
  });
  await removeSources(
    given.database,
    SQL_DIR,
    ids.map((row) => Number(row.source_id)),
  );
  await loadMarks(given.database);
};

describe('stars', () => {
  it('are given and taken, each event once, and found', async () => {
    await readFile('a.json', deliveryOf(1, 6));
    expect(await star([2, 3])).toBe(2);
    expect(await star([3, 4])).toBe(1);
    expect([await find('star:true'), await find('star:false'), await find('star:*')]).toEqual([3, 3, 3]);
    expect(await find('star:true AND -eventID:*0003')).toBe(2);
    expect(await star([3, 5], false)).toBe(1);
    expect(await find('star:true')).toBe(2);
    expect(await readMarks(given.database)).toMatchObject({ starred: 2, noted: 0, missing: 0 });
  });

  it('are given to all events of a scope', async () => {
    await readFile('a.json', deliveryOf(1, 30));
    const from = '2025-01-01T00:00:10Z';
    expect(
      await starEvents(given.database, { scope: { query: 'eventName:List*', from, to: null } }, true, signal),
    ).toBe(21);
    expect(await find('star:true')).toBe(21);
    expect(await starEvents(given.database, { scope: scopeOf('star:true') }, false, signal)).toBe(21);
    expect(await find('star:true')).toBe(0);
  });
});

describe('tags', () => {
  it('are several a event, in one spelling, and counted by a facet', async () => {
    await readFile('a.json', deliveryOf(1, 5));
    expect(await tag([1, 2, 3], 'Exfil')).toBe(3);
    expect(await tag([3, 4], 'EXFIL')).toBe(1);
    expect(await tag([3], 'initial access')).toBe(1);
    expect([await find('tag:exfil'), await find('tag:"initial access"'), await find('tag:e*')]).toEqual([
      4, 1, 4,
    ]);
    expect([await find('tag:*'), await find('-tag:*'), await find('tag:(exfil AND initial*)')]).toEqual([
      4, 1, 1,
    ]);
    const [facet] = await runFacets(
      given.database,
      [{ field: 'tag', scope: scopeOf(''), order: 'common', limit: 10, contains: '', also: [] }],
      signal,
    );
    expect(facet).toEqual({
      field: 'tag',
      distinct: 2,
      missing: 1,
      values: [
        { value: 'Exfil', events: 4 },
        { value: 'initial access', events: 1 },
      ],
    });
    expect((await readMarks(given.database)).tags).toMatchObject([
      { name: 'Exfil', color: 'violet', events: 4 },
      { name: 'initial access', color: 'teal', events: 1 },
    ]);
    expect(await tag([1, 5], 'exfil', false)).toBe(1);
    expect(await find('tag:exfil')).toBe(3);
  });

  it('of an entity are those of its events, also of later ones', async () => {
    await readFile(
      'a.json',
      JSON.stringify({ Records: [testRecord(1), testRecord(2, { sourceIPAddress: '203.0.113.9' })] }),
    );
    const address = { type: 'address', value: '203.0.113.9' } as const;
    await tagEntity(given.database, address, { tag: 'attacker', on: true });
    await tag([2], 'attacker');
    expect(await find('tag:attacker')).toBe(1);
    await readFile(
      'b.json',
      JSON.stringify({ Records: [testRecord(3, { sourceIPAddress: '203.0.113.9' })] }),
    );
    expect(await find('tag:attacker')).toBe(2);
    expect((await readMarks(given.database)).tags).toEqual([
      { name: 'attacker', color: 'violet', events: 2, entities: [address], missing: 0 },
    ]);
    await tagEntity(given.database, address, { tag: 'Attacker', on: false });
    expect(await find('tag:attacker')).toBe(1);
  });

  it('are renamed, joined and removed', async () => {
    await readFile('a.json', deliveryOf(1, 4));
    const role = { type: 'actor', value: 'nobody' } as const;
    await tag([1, 2], 'one');
    await tag([2, 3], 'two');
    await tagEntity(given.database, role, { tag: 'one', on: true });
    await tagEntity(given.database, role, { tag: 'two', on: true });
    expect(await changeTag(given.database, 'ONE', { name: 'first', color: 'teal' })).toBe(true);
    expect(await changeTag(given.database, 'first', { name: 'Two', color: 'blue' })).toBe(true);
    expect((await readMarks(given.database)).tags).toEqual([
      { name: 'Two', color: 'blue', events: 3, entities: [role], missing: 0 },
    ]);
    expect(await given.database.rows('select count(*)::int as n from "case".event_tag')).toEqual([{ n: 3 }]);
    expect(await changeTag(given.database, 'two', { name: 'TWO', color: 'red' })).toBe(true);
    expect((await readMarks(given.database)).tags).toMatchObject([{ name: 'TWO', color: 'red', events: 3 }]);
    expect(await changeTag(given.database, 'none', { name: 'x', color: 'red' })).toBe(false);
    expect([await removeTag(given.database, 'two'), await removeTag(given.database, 'two')]).toEqual([
      true,
      false,
    ]);
    expect(await readMarks(given.database)).toEqual({ tags: [], starred: 0, noted: 0, missing: 0 });
  });
});

describe('an entity is tagged', () => {
  it('by what the record has for an address, also where that is no address', async () => {
    const records = ['0.0.0.0/0', '1.2.3.4/99', 's3.amazonaws.com', '10.0.0.1'].map(
      (sourceIPAddress, index) => testRecord(index + 1, { sourceIPAddress }),
    );
    await readFile('a.json', JSON.stringify({ Records: records }));
    for (const [index, value] of ['0.0.0.0/0', '1.2.3.4/99', 'S3.amazonaws.com', '10.0.0.1'].entries()) {
      await tagEntity(given.database, { type: 'address', value }, { tag: `t${index}`, on: true });
    }
    expect((await readMarks(given.database)).tags.map(({ events }) => events)).toEqual([1, 1, 1, 1]);
    await loadMarks(given.database);
    await tagEntity(given.database, { type: 'address', value: 's3.AMAZONAWS.com' }, { tag: 'T2', on: false });
    expect((await readMarks(given.database)).tags[2]).toMatchObject({ name: 't2', events: 0, entities: [] });
  });
});

describe('notes', () => {
  it('are written, replaced, found and taken away', async () => {
    await readFile('a.json', deliveryOf(1, 3));
    const id = await recordOf(2);
    expect(await noteEvent(given.database, id, '  First key of the attacker  ')).toBe(true);
    expect(await noteEvent(given.database, id, "Second, it's <b>bold</b>")).toBe(true);
    expect([await find('note:*'), await find('note:*second*'), await find('note:*first*')]).toEqual([
      1, 1, 0,
    ]);
    expect(await noteEvent(given.database, id, '   ')).toBe(true);
    expect(await find('note:*')).toBe(0);
    expect(await noteEvent(given.database, 999, 'x')).toBe(false);
  });
});

describe('marks', () => {
  it('stay when files are taken out and read again, and are told while their events are missing', async () => {
    await readFile('a.json', deliveryOf(1, 5));
    await star([1]);
    await tag([2], 'x');
    await noteEvent(given.database, await recordOf(3), 'why?');
    await removeAll();
    expect(await readMarks(given.database)).toMatchObject({ starred: 0, noted: 0, missing: 3 });
    await readFile('again.json', deliveryOf(0, 6));
    expect(await readMarks(given.database)).toMatchObject({ starred: 1, noted: 1, missing: 0 });
    const rows = await given.database.rows(
      `select right("eventID", 1) as id, star, tag, note from event where star or tag is not null or note is not null order by 1`,
    );
    expect(rows).toEqual([
      { id: '1', star: true, tag: null, note: null },
      { id: '2', star: false, tag: '["x"]', note: null },
      { id: '3', star: false, tag: null, note: 'why?' },
    ]);
  });

  it('stay with an event that another file tells under another key, and when that goes again', async () => {
    const { eventID, eventTime } = testRecord(7);
    const history = {
      Events: [{ EventId: eventID, EventName: 'ListUsers', EventTime: eventTime, Username: 'alice' }],
    };
    await readFile('history.json', JSON.stringify(history));
    await star([7]);
    await tag([7], 'x');
    await noteEvent(given.database, await recordOf(7), 'why?');
    const keyOf = async () =>
      (await given.database.rows('select event_key::varchar as k from "case".record'))[0]?.k;
    const rebuilt = await keyOf();
    await readFile('delivery.json', deliveryOf(7, 1));
    expect(await keyOf()).not.toBe(rebuilt);
    expect(await find('star:true tag:x note:why?')).toBe(1);
    const [source] = await given.database.rows(
      `select source_id from source where path like '%delivery.json'`,
    );
    await removeSources(given.database, SQL_DIR, [Number(source?.source_id)]);
    await loadMarks(given.database);
    expect(await keyOf()).toBe(rebuilt);
    expect(await find('star:true tag:x note:why?')).toBe(1);
    expect((await readMarks(given.database)).missing).toBe(0);
  });

  it('do not go over to the event of the same eventID in another account', async () => {
    await readFile('a.json', JSON.stringify({ Records: [testRecord(1)] }));
    await readFile(
      'b.json',
      JSON.stringify({ Records: [testRecord(1, { recipientAccountId: '444455556666' })] }),
    );
    await starEvents(given.database, { scope: scopeOf('recipientAccountId:111122223333') }, true, signal);
    const [source] = await given.database.rows(`select source_id from source where path like '%a.json'`);
    await removeSources(given.database, SQL_DIR, [Number(source?.source_id)]);
    await loadMarks(given.database);
    expect(await readMarks(given.database)).toMatchObject({ starred: 0, missing: 1 });
    await readFile('c.json', JSON.stringify({ Records: [testRecord(1)] }));
    expect(await find('star:true recipientAccountId:111122223333')).toBe(1);
  });

  it('are facets, and are meant by all of a search that was run', async () => {
    await readFile('a.json', deliveryOf(1, 4));
    const searches = createSearches(given.database);
    const { searchId } = await searches.run(scopeOf('requestID:(*-1 OR *-2)'), [], signal);
    const condition = searches.condition(searchId);
    if (!condition) throw new Error('the search is gone');
    expect(await starEvents(given.database, { condition }, true, signal)).toBe(2);
    expect(searches.condition('none')).toBeNull();
    await noteEvent(given.database, await recordOf(4), 'x');
    const fields = ['star', 'note', 'tag', 'country', 'eventName'].map((field) => ({
      field,
      scope: scopeOf(''),
      order: 'common' as const,
      limit: 5,
      contains: '',
      also: [],
    }));
    const facets = await runFacets(given.database, fields, signal);
    expect(facets.slice(0, 3).map(({ values, missing }) => [values, missing])).toEqual([
      [
        [
          { value: 'false', events: 2 },
          { value: 'true', events: 2 },
        ],
        0,
      ],
      [[{ value: 'x', events: 1 }], 3],
      [[], 4],
    ]);
  });

  it('are columns and orders of the table', async () => {
    await readFile('a.json', deliveryOf(1, 4));
    await tag([2], 'b');
    await tag([2, 3], 'a');
    await star([4]);
    const searches = createSearches(given.database);
    const rowsBy = async (field: string) => {
      const { searchId, events } = await searches.run(scopeOf(''), [{ field, direction: 'desc' }], signal);
      const page = await searches.page(searchId, 0, events, ['eventID', 'star', 'tag', 'note'], signal);
      return page?.rows.map(([id, ...cells]) => [String(id).at(-1), ...cells]);
    };
    expect(await rowsBy('tag')).toEqual([
      ['2', false, 'a, b', null],
      ['3', false, 'a', null],
      ['4', true, null, null],
      ['1', false, null, null],
    ]);
    expect((await rowsBy('star'))?.map(([id]) => id)).toEqual(['4', '3', '2', '1']);
  });
});
