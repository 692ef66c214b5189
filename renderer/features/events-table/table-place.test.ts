import { expect, test } from 'vitest';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { recordScope, redoScope, startHistory, undoScope } from '../../state/scope-history.ts';
import { heightInView, keepPlace, placeAt, placeOf, questionOf } from './table-place.ts';

const PLACE = { offset: 4_800, active: { row: 203, column: 2 }, selection: { anchor: 203, focus: 205 } };
const LATER = { offset: 0, active: { row: 3, column: 0 }, selection: null };
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
  expect(placeAt({ row: 100, column: 1 }, 48, 480)).toEqual({
    offset: 2_352,
    active: { row: 100, column: 1 },
    selection: { anchor: 100, focus: 100 },
  });
  expect(placeAt({ row: 100, column: 1 }, null, 480).offset).toBe(2_400 - 228);
  expect(placeAt({ row: 1, column: 1 }, null, 480).offset).toBe(0);
  expect(placeAt({ row: 100, column: 1 }, 900, 480).offset).toBe(2_400 - 456);
});

test('Only a row that is wholly in view has a height in it', () => {
  expect(heightInView(10, 240, 480)).toBe(0);
  expect(heightInView(29, 240, 480)).toBe(456);
  expect(heightInView(30, 240, 480)).toBeNull();
  expect(heightInView(9, 240, 480)).toBeNull();
});
