import { describe, expect, it } from 'vitest';
import { newSearch } from '../../state/tab-list.ts';
import { type Chip, chipKey, chipsOf } from './chip.ts';
import {
  withChipInverted,
  withChipsJoined,
  withChipText,
  withChipToggled,
  withoutChip,
} from './chip-actions.ts';

const scopeOf = (query: string, disabled: readonly string[] = []) => ({
  query,
  from: null,
  to: null,
  disabled,
});
const chips = (query: string, disabled: readonly string[] = [], pinned: readonly string[] = []) =>
  chipsOf(newSearch('s', { scope: scopeOf(query, disabled) }), pinned);

function chipAt(all: readonly Chip[], text: string): Chip {
  const found = all.find((chip) => chip.text === text);
  if (!found) throw new Error(`No chip says ${text}.`);
  return found;
}

describe('the chips of a tab', () => {
  it('are what is pinned, its own clauses and what is disabled, each by a key of its own', () => {
    const all = chips('a OR b', ['outcome:denied'], ['actor:x']);
    expect(all.map(({ kind, text, off }) => [kind, text, off])).toEqual([
      ['pinned', 'actor:x', false],
      ['applied', 'a OR b', false],
      ['disabled', 'outcome:denied', true],
    ]);
    expect(all[1]?.alternatives).toEqual(['a', 'b']);
    expect(new Set(all.map(chipKey)).size).toBe(3);
  });

  it('show pinned ones as off where they do not apply', () => {
    const tab = newSearch('s', { pinsOff: true });
    expect(chipsOf(tab, ['actor:x'])).toMatchObject([{ kind: 'pinned', off: true }]);
  });
});

describe('a chip', () => {
  it('is disabled without a trace in the query, and comes back with its meaning', () => {
    const scope = scopeOf('(a OR b) AND outcome:denied');
    const off = withChipToggled(scope, chipAt(chips(scope.query), '(a OR b)'));
    expect(off).toEqual(scopeOf('outcome:denied', ['(a OR b)']));
    const back = withChipToggled(off, chipAt(chips(off.query, off.disabled), '(a OR b)'));
    expect(back).toEqual(scopeOf('outcome:denied AND (a OR b)'));
  });

  it('that is a whole OR is put in parentheses when it comes back beside another', () => {
    const off = withChipToggled(scopeOf('a OR b'), chipAt(chips('a OR b'), 'a OR b'));
    expect(off).toEqual(scopeOf('', ['a OR b']));
    const more = { ...off, query: 'c' };
    expect(withChipToggled(more, chipAt(chips('c', off.disabled), 'a OR b')).query).toBe('c AND (a OR b)');
  });

  it('is edited where it stands, disabled or not; a faulty text changes nothing, an empty one removes it', () => {
    const scope = scopeOf('a AND b', ['c']);
    const all = chips(scope.query, scope.disabled);
    expect(withChipText(scope, chipAt(all, 'a'), 'x OR y').query).toBe('(x OR y) AND b');
    expect(withChipText(scope, chipAt(all, 'c'), 'd').disabled).toEqual(['d']);
    expect(withChipText(scope, chipAt(all, 'a'), 'x AND (')).toBe(scope);
    expect(withChipText(scope, chipAt(all, 'a'), ' ').query).toBe('b');
    expect(withChipText(scope, chipAt(all, 'c'), '').disabled).toEqual([]);
  });

  it('is inverted and removed, disabled or not', () => {
    const scope = scopeOf('a AND -b', ['-c']);
    const all = chips(scope.query, scope.disabled);
    expect(withChipInverted(scope, chipAt(all, '-b')).query).toBe('a AND b');
    expect(withChipInverted(scope, chipAt(all, '-c')).disabled).toEqual(['c']);
    expect(withoutChip(scope, chipAt(all, 'a')).query).toBe('-b');
    expect(withoutChip(scope, chipAt(all, '-c')).disabled).toEqual([]);
  });

  it('is joined to another, whole or by one of its alternatives', () => {
    const scope = scopeOf('(a OR b) AND c AND d');
    expect(withChipsJoined(scope, { index: 2, alternative: null }, 1).query).toBe('(a OR b) AND (c OR d)');
    expect(withChipsJoined(scope, { index: 0, alternative: 1 }, 1).query).toBe('a AND (c OR b) AND d');
    expect(withChipsJoined(scope, { index: 1, alternative: null }, 1)).toBe(scope);
  });
});
