import { type EntityType, entityType } from '../../preload/contract/model/entity.ts';
import { type Marks, tagColor } from '../../preload/contract/model/mark.ts';
import type { Database } from '../database/open-database.ts';
import { isMissing } from './load-marks.ts';

const MOST_TAGS = 10_000;

/** The tags of the case, by name, with what carries them, and how many events are marked. */
export async function readMarks(database: Database): Promise<Marks> {
  const tags = await database.rows(
    `select
       t.tag, t.color,
       (select count(distinct marked_id) from memory.main.tag_mark as m where m.marked_tag = t.tag) as events,
       coalesce(n.missing, 0) as missing
     from "case".main.tag as t
     left join (
       select tag, count(*) as missing from "case".main.event_tag where ${isMissing('"case".main.event_tag')} group by tag
     ) as n using (tag)
     order by lower(t.tag)`,
    {},
    { maxRows: MOST_TAGS },
  );
  const tagged = await database.rows(
    `select type, value, tag from "case".main.entity_tag order by marked_at, type, value`,
    {},
    { maxRows: MOST_TAGS },
  );
  const [counts] = await database.rows(
    `with marked as (
       select event_key from "case".main.event_star
       union select event_key from "case".main.event_tag
       union select event_key from "case".main.event_note
     )
     select
       (select count(*) from memory.main.star_mark) as starred,
       (select count(*) from memory.main.note_mark) as noted,
       (select count(*) from marked where ${isMissing('marked')}) as missing`,
  );
  return {
    tags: tags.map(({ tag, color, events, missing }) => ({
      name: String(tag),
      color: tagColor.catch('grey').parse(color),
      events: Number(events),
      missing: Number(missing),
      entities: tagged
        .filter((entity) => entity.tag === tag && entityType.safeParse(entity.type).success)
        .map(({ type, value }) => ({ type: type as EntityType, value: String(value) })),
    })),
    starred: Number(counts?.starred ?? 0),
    noted: Number(counts?.noted ?? 0),
    missing: Number(counts?.missing ?? 0),
  };
}
