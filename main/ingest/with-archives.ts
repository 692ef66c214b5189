/**
 * A table `top` for a WITH: the sources `$sourceIds`, a list of integers as text, and the archives they are in, as the same
 * import read them.
 */
export const WITH_ARCHIVES = `
  recursive top as (
    select * from "case".main.source where source_id in (select unnest($sourceIds::integer[]))
    union
    select outer_one.*
    from top join "case".main.source as outer_one
      on outer_one.path = top.container and outer_one.import_id = top.import_id
  )`;
