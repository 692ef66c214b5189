-- title: Administrative Activities Over Time
-- chart: column
-- stack: actor
-- size: wide
-- keys: actor, account
-- query: administrator:true AND access:write AND initiator:principal
--   AND NOT eventCategory:(Insight OR NetworkActivity)
-- description: What administrators changed, over time and by who it was; sign-ins count as changes, as CloudTrail
--   records them so. Administrators are the root user, users, roles and groups that were given AdministratorAccess,
--   IAMFullAccess, PowerUserAccess or an inline policy of that kind in this data, roles named admin, and
--   AWSReservedSSO_AdministratorAccess_* of Identity Center. Rights given before the data begins are not seen: add
--   or take out administrators in the settings of the case.
-- condition: Calls by administrators that are not read-only, successful or not, by time, actor and account; what AWS
--   services did on their behalf is left out.
-- pitfall: P1 A list of names also matches a role or session that is named like a user; administrators are ARNs of
--   users and roles, and the actor carries the session.
-- pitfall: P5 Whether a call only reads is what the record's readOnly says (AssumeRole, GenerateDataKey and
--   LookupEvents do); by its name it is judged only where the record does not say it.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are not that user's doing.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P13 Insights events have no caller, so they are not counted.
-- original: Sumo needs a list of names that its user uploads, and counts all calls not named Get…, Describe… or List….
-- empty: No administrator changed anything in this range, or none is known; the settings of the case name them.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  actor,
  account,
  count(*) as events,
  count(*) filter (where outcome = 'success') as success,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed,
  count(distinct "eventName") as calls
from event
where administrator
  and access = 'write'
  and initiator = 'principal'
  and "eventCategory" not in ('Insight', 'NetworkActivity')
group by bucket_at, actor, account
order by bucket_at, events desc, actor, account
