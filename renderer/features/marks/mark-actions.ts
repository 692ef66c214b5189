import type { EntityRef } from '../../../preload/contract/model/entity.ts';
import type { MarkTarget, TagColor } from '../../../preload/contract/model/mark.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { currentCase } from '../../data/current-case.ts';
import { countOf } from '../../format/number.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Whether the case can be written to; says so where it cannot. */
export function canMark(): boolean {
  if (currentCase()?.readOnly !== true) return true;
  showMessage('This case can only be read: marks cannot be kept with it.', 'bad');
  return false;
}

/** Runs a change of marks and says what went wrong; true where nothing did. */
async function attempt(change: () => Promise<void>): Promise<boolean> {
  if (!canMark()) return false;
  try {
    await change();
    return true;
  } catch (error) {
    const { message, hint } = toBridgeError(error);
    showMessage(hint ? `${message} ${hint}` : message, 'bad');
    return false;
  }
}

/** One event needs no message: it is seen on the row. */
function tell(target: MarkTarget, text: string): void {
  if (!('recordIds' in target) || target.recordIds.length > 1) showMessage(text);
}

/** Stars events, or takes their stars. */
export function starEvents(target: MarkTarget, on: boolean): Promise<boolean> {
  return attempt(async () => {
    const { events } = await bridge.call('mark.star', { target, on });
    tell(target, `${countOf(events, 'event')} ${on ? 'starred' : 'without a star now'}`);
  });
}

/** Tags events, or takes the tag from them. */
export function tagEvents(target: MarkTarget, tag: string, on: boolean): Promise<boolean> {
  return attempt(async () => {
    const { events } = await bridge.call('mark.tag', { target, tag, on });
    tell(target, `${countOf(events, 'event')} ${on ? 'tagged' : 'no longer tagged'} “${tag}”`);
  });
}

/** Tags an entity and with it all its events, or takes the tag from it. */
export function tagEntity(entity: EntityRef, tag: string, on: boolean): Promise<boolean> {
  return attempt(async () => {
    await bridge.call('mark.tagEntity', { entity, tag, on });
  });
}

/** Gives a tag another name and colour. */
export function changeTag(tag: string, name: string, color: TagColor): Promise<boolean> {
  return attempt(async () => {
    await bridge.call('mark.changeTag', { tag, name, color });
  });
}

/** Takes a tag from all that carry it. */
export function removeTag(tag: string): Promise<boolean> {
  return attempt(async () => {
    await bridge.call('mark.removeTag', { tag });
  });
}

/** Notes a text on an event; a blank one takes the note away. */
export function noteEvent(recordId: number, text: string): Promise<boolean> {
  return attempt(async () => {
    await bridge.call('mark.note', { recordId, text });
  });
}
