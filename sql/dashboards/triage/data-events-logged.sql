-- title: Data Events Logged
-- chart: table
-- size: medium
-- keys: account, service
-- query: eventCategory:Data
-- needs: eventCategory:Data
-- absent: This case has no data events at all. Objects read from S3, functions invoked in Lambda and items of
--   DynamoDB would be data events: what was done to them cannot be seen, and that is no evidence that nothing was.
-- description: Which services have data events in which account: access to S3 objects, Lambda functions, DynamoDB
--   items and the like. Absence of data events is not evidence of no access. Reads and writes are counted apart,
--   because a trail may record only one of them.
-- condition: Events of category Data by account and service; S3, Lambda and DynamoDB are listed for every account
--   that has any event in the range, with 0 where there is none.
-- pitfall: P12 Network activity events are of another category; they say nothing of what a trail records as data.
-- pitfall: None seen does not mean not logged: the trail may not ask for data events, ask only for some buckets, or
--   nothing may have happened. Under a query or a short range it speaks of the selected events only.
-- pitfall: Data events recorded for one bucket say nothing of the others; open the row to see which resources occur.
-- original: Sumo has no such panel; its panels over objects show 0 whether or not data events are recorded.
-- empty: There are no events in this range.

with recorded as (
  select
    account,
    service,
    count(*) as events,
    count(*) filter (where access = 'read') as read_calls,
    count(*) filter (where access = 'write') as write_calls,
    count(*) filter (where outcome = 'denied') as denied,
    min("eventTime") as first_at,
    max("eventTime") as last_at,
    array_to_string(list_sort(list(distinct "eventName"))[1:5], ', ') as call_list
  from event
  where "eventCategory" = 'Data'
  group by account, service
),

listed as (
  select account, service from recorded
  union
  select account, unnest(['s3', 'lambda', 'dynamodb']) from (select distinct account from event)
)

select
  listed.account,
  listed.service,
  if(recorded.events is null, 'none seen', 'yes') as logged,
  coalesce(recorded.events, 0) as events,
  coalesce(recorded.read_calls, 0) as read_calls,
  coalesce(recorded.write_calls, 0) as write_calls,
  coalesce(recorded.denied, 0) as denied,
  recorded.first_at,
  recorded.last_at,
  recorded.call_list
from listed
left join recorded
  on (recorded.account, recorded.service) is not distinct from (listed.account, listed.service)
order by listed.account, events desc, listed.service
