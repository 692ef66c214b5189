// The query language takes values for one that differ in case only. Here such a value of a relation (value, events, …) has
// a row for each of its spellings.

/** Whether a value of the relation has several spellings, as an aggregate. */
export const DIFFERS_IN_CASE = 'count(distinct hash(lower(value))) < count(value)';

/** The spelling that stands for all, grouped by `lower(value)`: that of most events. */
export const COMMON_SPELLING = 'arg_max(value, {events: events, value: value})';

/** A SELECT (value, events) of the relation with one row for all spellings of a value. */
export function joinedSpellings(relation: string): string {
  return `select ${COMMON_SPELLING} as value, sum(events)::bigint as events
    from ${relation}
    group by lower(value)`;
}
