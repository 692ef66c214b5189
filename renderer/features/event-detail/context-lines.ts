import type { ContextEvent, ContextSide, EventContext } from '../../../preload/contract/model/context.ts';
import { formatDuration } from '../../format/duration.ts';
import { countOf, formatCount } from '../../format/number.ts';

/** One line of the surroundings: how it stands to the origin, and how far from it in time. */
export type ContextLine = {
  readonly event: ContextEvent;
  readonly role: 'origin' | 'near' | 'beyond';
  readonly offsetMs: number;
};

/** The surroundings from first to last, with what is nearest beyond the window where a side of it is empty. */
export function contextLines({ origin, before, after }: EventContext): readonly ContextLine[] {
  const line = (role: ContextLine['role']) => (event: ContextEvent) => ({
    event,
    role,
    offsetMs: Date.parse(event.eventTime) - Date.parse(origin.eventTime),
  });
  const beyond = ({ nearest }: ContextSide) => (nearest ? [line('beyond')(nearest)] : []);
  return [
    ...beyond(before),
    ...before.events.map(line('near')),
    line('origin')(origin),
    ...after.events.map(line('near')),
    ...beyond(after),
  ];
}

/** How many events the window holds, or, where it holds none, how far the nearest are. */
export function contextSentence(context: EventContext, aroundMs: number): string {
  const { before, after } = context;
  const within = `within ${formatDuration(aroundMs)}`;
  if (before.total + after.total > 0) {
    return `${formatCount(before.total)} before · ${formatCount(after.total)} after, ${within}`;
  }
  const nearest = [distance(context, before, 'before'), distance(context, after, 'after')].filter(
    (text) => text !== null,
  );
  const rest = nearest.length > 0 ? `; ${nearest.join(', ')}` : ', and none at any time';
  return `No other event ${within}${rest}.`;
}

function distance(
  { origin }: EventContext,
  { nearest }: ContextSide,
  side: 'before' | 'after',
): string | null {
  if (!nearest) return null;
  const ms = Math.abs(Date.parse(nearest.eventTime) - Date.parse(origin.eventTime));
  return `the nearest ${side} is ${formatDuration(ms)} ${side === 'before' ? 'earlier' : 'later'}`;
}

/** What a side of the list leaves out, null when it holds all of it. */
export function unlisted({ total, events }: ContextSide, side: 'before' | 'after'): string | null {
  if (total === 0 || events.length === total) return null;
  const rest = countOf(total - events.length, side === 'before' ? 'earlier event' : 'later event');
  return `${rest} of this window not listed`;
}
