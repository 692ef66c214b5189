import type { MarkTarget } from '../../preload/contract/model/mark.ts';
import { readMarks } from '../marks/read-marks.ts';
import {
  changeTag,
  type EventTarget,
  noteEvent,
  removeTag,
  starEvents,
  tagEntity,
  tagEvents,
} from '../marks/write-marks.ts';
import type { CaseSession } from './case-session.ts';
import { NotFoundError } from './errors.ts';
import type { Handlers, ServiceListener } from './service.ts';

type Parts = { readonly session: CaseSession; readonly tell: ServiceListener };

/** Reads and writes stars, tags and notes; every change is told to the windows. */
export function markHandlers({ session, tell }: Parts) {
  const changed = async (): Promise<void> => {
    await session.forgetMarks();
    tell('marks.changed', await readMarks(session.current().database));
  };
  const eventsOf = (target: MarkTarget): EventTarget => {
    if (!('searchId' in target)) return target;
    const condition = session.current().searches.condition(target.searchId);
    if (!condition) throw new NotFoundError('This search is no longer kept; run it again.');
    return { condition };
  };
  const noTag = (tag: string) => new NotFoundError(`The case has no tag “${tag}”.`);
  return {
    'mark.read': () => readMarks(session.current().database),
    'mark.star': async ({ target, on }, { signal }) => {
      const events = await starEvents(session.current().database, eventsOf(target), on, signal);
      await changed();
      return { events };
    },
    'mark.tag': async ({ target, ...tagging }, { signal }) => {
      const events = await tagEvents(session.current().database, eventsOf(target), tagging, signal);
      await changed();
      return { events };
    },
    'mark.tagEntity': async ({ entity, ...tagging }) => {
      await tagEntity(session.current().database, entity, tagging);
      await changed();
      return {};
    },
    'mark.note': async ({ recordId, text }) => {
      if (!(await noteEvent(session.current().database, recordId, text))) {
        throw new NotFoundError(`The case has no event number ${recordId}.`);
      }
      await changed();
      return {};
    },
    'mark.changeTag': async ({ tag, name, color }) => {
      if (!(await changeTag(session.current().database, tag, { name, color }))) throw noTag(tag);
      await changed();
      return {};
    },
    'mark.removeTag': async ({ tag }) => {
      if (!(await removeTag(session.current().database, tag))) throw noTag(tag);
      await changed();
      return {};
    },
  } satisfies Partial<Handlers>;
}
