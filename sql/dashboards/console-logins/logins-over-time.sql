-- title: Logins Over Time
-- chart: line
-- stack: result
-- size: wide
-- keys: result=responseElements.ConsoleLogin
-- query: eventName:ConsoleLogin
-- description: Successful and failed console sign-ins over time. Buckets without a sign-in have no row.
-- condition: ConsoleLogin events by time and responseElements.ConsoleLogin.
-- pitfall: P3 A failed sign-in has no errorCode; the result is read from responseElements.ConsoleLogin.
-- pitfall: P8 Sign-in events are recorded in several regions, so the region is not restricted.
-- pitfall: P9 Sign-ins by Identity Center, SwitchRole, AssumeRoleWithSAML and the like are other events.
-- original: Sumo counts the same events by hour and result.
-- empty: No console sign-ins in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "responseElements.ConsoleLogin" as result,
  count(*) as events
from event
where "eventName" = 'ConsoleLogin'
group by bucket_at, result
order by bucket_at, result
