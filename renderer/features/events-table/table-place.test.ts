import { expect, test } from 'vitest';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { recordScope, redoScope, startHistory, undoScope } from '../../state/scope-history.ts';
import { offsetToShow } from './row-scroll.ts';
import { extendTo, selectOnly } from './row-selection.ts';
import { keepPlace, placeAt, placeOf, questionOf, rowsAbove, selectionIn } from './table-place.ts';

const PLACE = {
  topRow: 200.5,
  active: { row: 203, column: 2 },
  selection: extendTo(205, selectOnly(203), false),
  searchId: '7',
};
const LATER = { topRow: 0, active: { row: 3, column: 0 }, selection: null, searchId: '9' };
const NEWEST_FIRST = [{ field: 'eventTime', direction: 'desc' }] as const;

function asked(query: string, sort: Parameters<typeof questionOf>[0]['sort'] = NEWEST_FIRST) {
  const scope: Scope = { query, from: null, to: null };
  return { scope, question: questionOf({ scope, sort }) };
}

test('A tab comes back to the place it was left at', () => {
  const denied = asked('outcome:denied');
  keepPlace('a', denied, PLACE);
  expect(placeOf('a', denied)).toMatchObject(PLACE);
});

test('A tab has no place in what it never asked, nor in another order of it', () => {
  const denied = asked('outcome:denied');
  keepPlace('b', denied, PLACE);
  expect(placeOf('b', asked('outcome:failed'))).toBeNull();
  expect(placeOf('c', denied)).toBeNull();
  expect(placeOf('b', { ...asked('outcome:denied', []), scope: denied.scope })).toBeNull();
});

test('Undo and redo bring back the place of each state', () => {
  const first = asked('');
  const second = asked('outcome:denied');
  const changed = recordScope(startHistory(first.scope), first.scope, second.scope);
  keepPlace('d', first, PLACE);
  const undone = undoScope(changed, second.scope);
  keepPlace('d', second, LATER);
  expect(undone && placeOf('d', { ...first, scope: undone.scope })).toMatchObject(PLACE);
  const redone = undone && redoScope(undone.history, undone.scope);
  expect(redone && placeOf('d', { ...second, scope: redone.scope })).toMatchObject(LATER);
});

test('A new state that says the same as an earlier one is not that one: the open event decides where it is entered', () => {
  keepPlace('e', asked('outcome:denied'), PLACE);
  expect(placeOf('e', asked('outcome:denied'))).toBeNull();
});

test('An event keeps its height in the view, and stands in the middle when it was not in view', () => {
  expect(placeAt({ row: 100, column: 1 }, 2.5, 20)).toEqual({
    topRow: 97.5,
    active: { row: 100, column: 1 },
    selection: selectOnly(100),
    searchId: null,
  });
  expect(placeAt({ row: 100, column: 1 }, null, 20.3).topRow).toBe(91);
  expect(placeAt({ row: 1, column: 1 }, null, 20).topRow).toBe(0);
  expect(placeAt({ row: 100, column: 1 }, 37, 20).topRow).toBe(81);
});

test('Only a row that is wholly in view has a height in it', () => {
  expect(rowsAbove(10, 10, 20)).toBe(0);
  expect(rowsAbove(29, 10, 20)).toBe(19);
  expect(rowsAbove(30, 10, 20)).toBeNull();
  expect(rowsAbove(9, 10, 20)).toBeNull();
  expect(rowsAbove(9, 9.5, 20)).toBeNull();
});

test.each([20, 24])(
  'A row brought to the lower edge of a view of 487 pixels is in view at %i pixels a row',
  (height) => {
    const extent = { rowCount: 100_000, rowHeight: height, viewHeight: 487 };
    for (const row of [33, 1_001, 65_537])
      expect(rowsAbove(row, offsetToShow(row, 0, extent) / height, 487 / height)).toBeCloseTo(
        487 / height - 1,
        6,
      );
  },
);

test('Rows that were selected in a result are none in another one, but the row the reader was at stays', () => {
  expect(selectionIn(PLACE, '7')).toBe(PLACE.selection);
  expect(selectionIn(PLACE, '8')).toBeNull();
  expect(selectionIn({ ...PLACE, selection: selectOnly(203) }, '8')).toEqual(selectOnly(203));
});
