-- title: Top 10 Activities by Administrative Users
-- chart: bar
-- size: medium
-- keys: eventName, service
-- query: administrator:true AND access:write AND initiator:principal
--   AND NOT eventCategory:(Insight OR NetworkActivity)
-- messages: rows
-- description: The ten calls that administrators made most often to change something, with their service and how
--   they ended. Administrators are the root user, users, roles and groups that were given AdministratorAccess,
--   IAMFullAccess, PowerUserAccess or an inline policy of that kind in this data, roles named admin, and
--   AWSReservedSSO_AdministratorAccess_* of Identity Center; the settings of the case add others or take some out.
-- condition: Calls by administrators that are not read-only, successful or not, counted by call and service; what AWS
--   services did on their behalf is left out.
-- pitfall: P5 Whether a call only reads is what the record's readOnly says (AssumeRole, GenerateDataKey and
--   LookupEvents do); by its name it is judged only where the record does not say it.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are not that user's doing.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P13 Insights events have no caller, so they are not counted.
-- pitfall: Several services have calls of the same name, so the service stands beside it.
-- original: Sumo needs a list of names that its user uploads, counts all calls not named Get…, Describe… or List…, and
--   adds up calls of the same name.
-- empty: No administrator changed anything in this range, or none is known; the settings of the case name them.

select
  "eventName",
  service,
  count(*) as events,
  count(*) filter (where outcome = 'success') as success,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed,
  count(distinct actor) as actors,
  array_to_string(list_sort(list(distinct actor))[1:5], ', ') as actor_list,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from event
where administrator
  and access = 'write'
  and initiator = 'principal'
  and "eventCategory" not in ('Insight', 'NetworkActivity')
group by "eventName", service
order by events desc, "eventName", service
limit 10
