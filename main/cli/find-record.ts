import { CliError } from './cli-error.ts';
import type { Call } from './cli-host.ts';
import { visibleText } from './visible-text.ts';

/** The number of the event of that eventID. Throws CliError where the case has none. */
export async function findRecord(call: Call, eventID: string): Promise<number> {
  const { recordId } = await call('event.find', { eventID });
  if (recordId === null)
    throw new CliError(`The case has no event with the eventID ${visibleText(eventID)}.`);
  return recordId;
}
