-- title: Top 10 Users
-- chart: bar
-- size: medium
-- keys: actor, role, session, userIdentity.accessKeyId, userIdentity.accountId
-- option: group_by (Group by) = actor|Actor, role|Role, session|Session,
--   userIdentity.accessKeyId|Access key
-- option: aws_calls (Calls by AWS services) = false|Left out, true|Counted
-- query: NOT eventCategory:(Insight OR NetworkActivity)
-- query when aws_calls=false: initiator:principal
-- messages: rows
-- description: The ten most active actors with their account and how their calls ended. An actor is the user,
--   the role with its session, or root@account; group by role to see all sessions of a role as one.
-- condition: All events by people and workloads, counted by actor and the actor's account; events that AWS
--   itself set off are left out unless asked for.
-- pitfall: P1 The first userName of the record would merge all sessions of a role and could be a victim's name;
--   the actor is derived from userIdentity.type.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are not that user's doing.
-- pitfall: P11 Each event counts once, however often it was delivered.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo counts by the first userName in the record, else by the part of principalId after its colon.
-- empty: No person or workload did anything in this range.

select
  "$group_by",
  "userIdentity.accountId",
  count(*) as events,
  count(*) filter (where outcome = 'success') as success,
  count(*) filter (where outcome = 'failed') as failed,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where initiator = 'aws_service') as by_aws_service,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from event
where "eventCategory" not in ('Insight', 'NetworkActivity')
  and ($aws_calls = 'true' or initiator = 'principal')
  and "$group_by" is not null
group by "$group_by", "userIdentity.accountId"
order by events desc, "$group_by", "userIdentity.accountId"
limit 10
