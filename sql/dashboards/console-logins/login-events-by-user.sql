-- title: Login Events By User
-- chart: column
-- stack: actor
-- size: wide
-- keys: actor, account
-- option: result (Result) = all|Success and failure, Success|Success, Failure|Failure
-- query: eventName:ConsoleLogin
-- query when result=Success: responseElements.ConsoleLogin:Success
-- query when result=Failure: responseElements.ConsoleLogin:Failure
-- description: Console sign-ins over time, by who signed in. Federated users are named by role and session, so
--   that people who share a role stay apart.
-- condition: ConsoleLogin events by time and actor; successes and failures are columns of their own.
-- pitfall: P1 By the first userName all users of an SSO role would be one; the actor carries the session.
-- pitfall: P10 All names that do not exist are one actor, HIDDEN_DUE_TO_SECURITY_REASONS.
-- original: Sumo counts sign-ins by hour and user without telling success from failure.
-- empty: No console sign-ins in this range.

with login as (
  select "eventTime", actor, account, coalesce(lower("responseElements.ConsoleLogin"), '') as result
  from event
  where "eventName" = 'ConsoleLogin'
)

select
  time_bucket($bucket, "eventTime") as bucket_at,
  actor,
  account,
  count(*) as events,
  count(*) filter (where result = 'success') as success,
  count(*) filter (where result <> 'success') as failed
from login
where $result = 'all' or result = lower($result)
group by bucket_at, actor, account
order by bucket_at, events desc, actor, account
