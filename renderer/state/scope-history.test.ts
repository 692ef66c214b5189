import { describe, expect, it } from 'vitest';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { recordScope, redoScope, startHistory, stepRange, undoScope } from './scope-history.ts';

const scope = (query: string, from: string | null = null): Scope => ({ query, from, to: null });

describe('scope history', () => {
  it('brings back the scope before a change, and the change again', () => {
    const first = scope('');
    const second = scope('actor:alice');
    const history = recordScope(startHistory(first), first, second);
    const undone = undoScope(history, second);
    expect(undone?.scope).toEqual(first);
    const redone = undone && redoScope(undone.history, undone.scope);
    expect(redone?.scope).toEqual(second);
  });

  it('has nothing to undo at the start and nothing to redo after a new change', () => {
    const first = scope('');
    const second = scope('a');
    expect(undoScope(startHistory(first), first)).toBeNull();
    const undone = undoScope(recordScope(startHistory(first), first, second), second);
    const changed = undone && recordScope(undone.history, undone.scope, scope('b'));
    expect(changed && redoScope(changed, scope('b'))).toBeNull();
  });

  it('steps through ranges without touching the query', () => {
    const all = scope('');
    const late = scope('', '2023-07-10T00:00:00.000Z');
    const filtered = scope('actor:alice', late.from);
    let history = recordScope(startHistory(all), all, late);
    history = recordScope(history, late, filtered);
    const back = stepRange(history, filtered, -1);
    expect(back?.scope).toEqual(scope('actor:alice'));
    expect(back && stepRange(back.history, back.scope, -1)).toBeNull();
    expect(back && stepRange(back.history, back.scope, 1)?.scope).toEqual(filtered);
  });

  it('does not add a range when only the query changes', () => {
    const history = recordScope(startHistory(scope('')), scope(''), scope('x'));
    expect(history.ranges).toHaveLength(1);
  });
});
