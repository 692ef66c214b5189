-- title: Action Events
-- chart: bar
-- size: medium
-- keys: eventName, service
-- option: aws_calls (Calls by AWS services) = false|Left out, true|Counted
-- option: data_events (Data events) = true|Counted, false|Left out
-- query: access:write AND NOT eventCategory:(Insight OR NetworkActivity)
-- query when aws_calls=false: initiator:principal
-- query when data_events=false: NOT eventCategory:Data
-- messages: rows
-- description: The 50 calls that changed something, or tried to, most often, with their service and how they ended.
--   Sign-ins are among them, as CloudTrail records them so. Calls on the data of a service (objects, messages, items)
--   appear only where data events are logged.
-- condition: Calls by people and workloads that are not read-only, successful or not, counted by call and service;
--   calls that AWS services made are left out unless asked for.
-- pitfall: P5 Whether a call only reads is what the record's readOnly says (AssumeRole, GenerateDataKey and
--   LookupEvents do), and names of one word (Decrypt, Invoke) are counted like all others; by its name a call is judged
--   only where the record does not say it.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are nobody's calls; they have a
--   column of their own when asked for.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P13 Insights events are no calls, so they are not counted.
-- original: Sumo counts all calls not named Get…, Describe… or List…, read-only ones too, and adds up calls of the same
--   name of several services.
-- empty: Nothing was changed in this range.

select
  "eventName",
  service,
  count(*) as events,
  count(*) filter (where outcome = 'success') as success,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed,
  count(*) filter (where initiator = 'aws_service') as by_aws_service,
  count(distinct actor) as actors,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from event
where access = 'write'
  and "eventCategory" not in ('Insight', 'NetworkActivity')
  and ($aws_calls = 'true' or initiator = 'principal')
  and ($data_events = 'true' or "eventCategory" <> 'Data')
group by "eventName", service
order by events desc, "eventName", service
limit 50
