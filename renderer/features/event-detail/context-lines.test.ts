import { expect, test } from 'vitest';
import type { ContextEvent, ContextSide, EventContext } from '../../../preload/contract/model/context.ts';
import { contextLines, contextSentence, unlisted } from './context-lines.ts';

const MINUTE = 60_000;

function event(recordId: number, eventTime: string): ContextEvent {
  return {
    recordId,
    eventTime,
    actor: 'ana',
    service: 'iam',
    eventName: 'ListUsers',
    outcome: 'success',
    sourceIPAddress: null,
    resource: null,
    errorCode: null,
  };
}

const NONE: ContextSide = { total: 0, events: [], nearest: null };
const HOURS_BEFORE = { ...NONE, nearest: event(1, '2024-03-01T08:00:00Z') };

function context(before: ContextSide, after: ContextSide): EventContext {
  const scope = { query: 'actor:ana', from: null, to: null };
  return { origin: event(5, '2024-03-01T10:00:00Z'), originInScope: true, before, after, scope };
}

test('The lines run in time with the origin among them', () => {
  const before = { total: 1, events: [event(4, '2024-03-01T09:59:18Z')], nearest: null };
  const after = { total: 1, events: [event(6, '2024-03-01T10:00:00Z')], nearest: null };
  expect(contextLines(context(before, after)).map(({ role, offsetMs }) => `${role} ${offsetMs}`)).toEqual([
    'near -42000',
    'origin 0',
    'near 0',
  ]);
});

test('What is nearest beyond an empty window is a line of its own', () => {
  expect(
    contextLines(context(HOURS_BEFORE, NONE)).map(({ role, offsetMs }) => `${role} ${offsetMs}`),
  ).toEqual(['beyond -7200000', 'origin 0']);
});

test('An empty window says how far the nearest events are', () => {
  const after = { ...NONE, nearest: event(9, '2024-03-04T10:00:00Z') };
  expect(contextSentence(context(HOURS_BEFORE, NONE), 5 * MINUTE)).toBe(
    'No other event within 5 min; the nearest before is 2 h earlier.',
  );
  expect(contextSentence(context(HOURS_BEFORE, after), 5 * MINUTE)).toBe(
    'No other event within 5 min; the nearest before is 2 h earlier, the nearest after is 3 d later.',
  );
  expect(contextSentence(context(NONE, NONE), 5 * MINUTE)).toBe(
    'No other event within 5 min, and none at any time.',
  );
});

test('A window with events is counted whole, and what the list leaves out is said', () => {
  const before = { total: 1_200, events: [event(4, '2024-03-01T09:59:18Z')], nearest: null };
  expect(contextSentence(context(before, NONE), 60 * MINUTE)).toBe('1,200 before · 0 after, within 1 h');
  expect(unlisted(before, 'before')).toBe('1,199 earlier events of this window not listed');
  expect(unlisted({ ...before, total: 1 }, 'before')).toBeNull();
  expect(unlisted(NONE, 'after')).toBeNull();
});
