import { z } from 'zod';
import { entityRef } from './entity.ts';
import { scope } from './scope.ts';

/** Colours of tags, by name, in the order in which new tags get them; each has a shade for dark and for light. */
export const tagColor = z.enum(['violet', 'teal', 'orange', 'blue', 'green', 'yellow', 'red', 'grey']);
export type TagColor = z.infer<typeof tagColor>;

/** A tag's name: no comma, which parts tags in exports, and nothing that cannot be seen. */
export const tagName = z
  .string()
  .trim()
  .min(1, 'A tag needs a name.')
  .max(60, 'A tag has 60 characters at most.')
  .regex(/^[^,\p{C}]+$/u, 'A tag holds no comma and no control characters.');

export const MOST_NOTE_CHARACTERS = 20_000;

/** The events that a mark is meant for: these, all of a scope, or all of a search that was run. */
export const markTarget = z.union([
  z.object({ recordIds: z.array(z.number().int().nonnegative()).min(1).max(100_000) }),
  z.object({ scope }),
  z.object({ searchId: z.string().max(20) }),
]);
export type MarkTarget = z.infer<typeof markTarget>;

/** A tag of the case: how many events have it, and which entities it was given to, whose events all have it. */
export const tag = z.object({
  name: z.string(),
  color: tagColor,
  events: z.number().int(),
  entities: z.array(entityRef),
  /** Tagged events that the case does not hold now. */
  missing: z.number().int(),
});
export type Tag = z.infer<typeof tag>;

/** All that was marked. `missing` counts marked events that the case does not hold, since their files were taken out. */
export const marks = z.object({
  tags: z.array(tag),
  starred: z.number().int(),
  noted: z.number().int(),
  missing: z.number().int(),
});
export type Marks = z.infer<typeof marks>;
