-- title: Login Results - One Day Time Comparison
-- chart: table
-- size: medium
-- keys: result=responseElements.ConsoleLogin
-- window: 48
-- query: eventName:ConsoleLogin
-- description: Console sign-ins by result in the last 24 hours of the range, and in the 24 hours before these. Both
--   days are given with their weekday: a Monday is not like a Sunday.
-- condition: ConsoleLogin events of the 48 hours before the end of the range, by responseElements.ConsoleLogin and
--   day.
-- pitfall: Logs of an incident are old: the days end where the range ends, not today.
-- pitfall: P3 A failed sign-in has no errorCode; the result is read from responseElements.ConsoleLogin.
-- original: Sumo compares the last 24 hours before now with the 24 hours before these.
-- empty: No console sign-ins in the 48 hours before the end of this range.

with login as (
  select
    "responseElements.ConsoleLogin" as result,
    "eventTime" >= $range_to - interval 24 hours as is_last_day
  from event
  where "eventName" = 'ConsoleLogin'
    and "eventTime" >= $range_to - interval 48 hours
    and "eventTime" < $range_to
),

counted as (
  select
    result,
    count(*) filter (where is_last_day) as events,
    count(*) filter (where not is_last_day) as events_day_before
  from login
  group by result
),

listed as (
  select result from counted
  union
  select unnest(['Success', 'Failure']) from counted
)

select
  listed.result,
  coalesce(counted.events, 0) as events,
  coalesce(counted.events_day_before, 0) as events_day_before,
  coalesce(counted.events, 0) - coalesce(counted.events_day_before, 0) as change,
  $range_to - interval 24 hours as day_from,
  dayname($range_to - interval 24 hours) as weekday,
  $range_to - interval 48 hours as day_before_from,
  dayname($range_to - interval 48 hours) as weekday_before
from listed
left join counted on counted.result is not distinct from listed.result
order by listed.result desc
