import { formatInstant, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';

/** What is said of an event where there is room for little: its call and its time. */
export type NamedEvent = {
  readonly recordId: number;
  readonly eventName: string | null;
  readonly eventTime: string;
};

/** `CreateUser 02:44:05 UTC`, safe to show as text. */
export function eventLabel({ eventName, eventTime }: NamedEvent, zone: Zone): string {
  return `${visibleText(eventName ?? 'Unnamed call')} ${formatInstant(eventTime, zone).slice(11)}`;
}
