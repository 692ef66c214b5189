-- title: Coverage
-- chart: table
-- size: full
-- keys: account, awsRegion
-- description: What there are logs of: for every account and region the events, the first and the last, the days with
--   and without any, and the longest stretch without one. A region that hardly anybody uses has gaps of its own;
--   where all regions of an account fall silent at once, collection stopped or logs are missing.
-- condition: All events by account and region; the days are calendar days in UTC from the start to the end of the
--   range, and a gap lies between two events that follow each other.
-- pitfall: P8 Sign-ins and calls to global services are recorded in us-east-1 and a few other regions, so events in
--   a region do not mean that anybody worked there.
-- pitfall: P12 P13 Network activity and Insights are events that were delivered, so that they count here.
-- pitfall: P15 Files come in no order and a file may hold any hours; the gaps are between times of events, not
--   between files.
-- pitfall: A gap of less than an hour is not looked for; the silence before the first and after the last event is
--   no gap, and shows in first_at, last_at and days_without.
-- original: Sumo has no such panel; it cannot tell what was not collected from what did not happen.
-- empty: There are no events in this range.

with recorded as (
  select
    account,
    "awsRegion",
    "eventCategory",
    date_trunc('hour', "eventTime") as hour_at,
    count(*) as events,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from event
  group by all
),

hourly as (
  select
    account,
    "awsRegion",
    hour_at,
    sum(events)::bigint as events,
    min(first_at) as first_at,
    max(last_at) as last_at,
    list("eventCategory") as categories
  from recorded
  group by account, "awsRegion", hour_at
),

following as (
  select
    *,
    lag(last_at) over (partition by account, "awsRegion" order by hour_at) as before_at,
    date_diff('second', before_at, first_at) as gap_seconds
  from hourly
)

select
  account,
  "awsRegion",
  sum(events)::bigint as events,
  min(first_at) as first_at,
  max(last_at) as last_at,
  count(distinct first_at::date) as days,
  date_diff('day', $range_from::date, ($range_to - interval 1 microsecond)::date) + 1 - days as days_without,
  round(max(gap_seconds) filter (where gap_seconds >= 3600) / 3600, 1) as longest_gap_hours,
  first(before_at order by gap_seconds desc, before_at) filter (where gap_seconds >= 3600) as gap_from,
  first(first_at order by gap_seconds desc, before_at) filter (where gap_seconds >= 3600) as gap_to,
  array_to_string(list_sort(list_distinct(flatten(list(categories)))), ', ') as event_categories
from following
group by account, "awsRegion"
order by account, events desc, "awsRegion"
