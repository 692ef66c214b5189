import { expect, test } from 'vitest';
import type { EventPage } from '../../../preload/contract/model/event.ts';
import { PageStore, type ReadPage } from './page-store.ts';

type Asked = {
  readonly offset: number;
  readonly columns: readonly string[];
  readonly signal: AbortSignal;
  readonly answer: () => void;
};

/** A result of 1,000 rows that answers when told to. */
function slowResult() {
  const asked: Asked[] = [];
  const read: ReadPage = (offset, limit, columns, signal) =>
    new Promise<EventPage>((resolve) => {
      const positions = Array.from({ length: Math.min(limit, 1_000 - offset) }, (_, index) => offset + index);
      const rows = positions.map((position) => columns.map((column) => `${column} ${position}`));
      asked.push({
        offset,
        columns,
        signal,
        answer: () => resolve({ offset, columns: [...columns], recordIds: positions, rows }),
      });
    });
  return { asked, store: new PageStore(read) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('A page is asked for once, and its rows are there when it arrives', async () => {
  const { asked, store } = slowResult();
  let told = 0;
  store.subscribe(() => {
    told += 1;
  });
  store.want([0, 1], ['eventName']);
  store.want([0, 1], ['eventName']);
  expect(asked.map(({ offset }) => offset)).toEqual([0, 200]);
  for (const each of asked) each.answer();
  await settled();
  expect(store.row(201)?.cells).toEqual(['eventName 201']);
  expect(told).toBe(2);
  store.want([0, 1], ['eventName']);
  expect(asked).toHaveLength(2);
});

test('A page that is no longer wanted is given up and its answer ignored', async () => {
  const { asked, store } = slowResult();
  store.want([0], ['eventName']);
  store.want([4], ['eventName']);
  expect(asked[0]?.signal.aborted).toBe(true);
  for (const each of asked) each.answer();
  await settled();
  expect(store.row(0)).toBeUndefined();
  expect(store.row(800)?.cells).toEqual(['eventName 800']);
});

test('A new column reads the page again while the old cells stay', async () => {
  const { asked, store } = slowResult();
  store.want([0], ['eventName']);
  asked[0]?.answer();
  await settled();
  store.want([0], ['eventName', 'awsRegion']);
  expect(asked).toHaveLength(2);
  expect(store.row(3)?.cells).toEqual(['eventName 3']);
  asked[1]?.answer();
  await settled();
  expect(store.row(3)?.cells).toEqual(['eventName 3', 'awsRegion 3']);
});

test('A failure is kept until a page arrives', async () => {
  const store = new PageStore(() => Promise.reject(new Error('no such search')));
  store.want([0], ['eventName']);
  await settled();
  expect(store.error).toHaveProperty('message', 'no such search');
});

test('Rows that were read before are there without being asked for', () => {
  const page = { offset: 200, columns: ['eventName'], recordIds: [7], rows: [['CreateUser']] };
  const asked: number[] = [];
  const read: ReadPage = (offset) => {
    asked.push(offset);
    return new Promise(() => {});
  };
  const store = new PageStore(read, [page]);
  store.want([1, 2], ['eventName']);
  expect(store.row(200)?.cells).toEqual(['CreateUser']);
  expect(store.positionOf(7)).toBe(200);
  expect(asked).toEqual([400]);
});
