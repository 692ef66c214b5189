-- title: Recent Activity by Administrative Users
-- chart: table
-- size: full
-- keys: eventID
-- query: administrator:true AND access:write AND initiator:principal
--   AND NOT eventCategory:(Insight OR NetworkActivity)
-- rows: 500
-- description: The newest changes by administrators, one row an event, with the place they were made from; where an
--   address has no place, no_place says why. Administrators are the root user, users, roles and groups that were
--   given AdministratorAccess, IAMFullAccess, PowerUserAccess or an inline policy of that kind in this data, roles
--   named admin, and AWSReservedSSO_AdministratorAccess_* of Identity Center; the settings of the case add others or
--   take some out.
-- condition: Calls by administrators that are not read-only, successful or not, newest first; what AWS services did
--   on their behalf is left out.
-- pitfall: P2 Calls through the console, a service or a VPC endpoint, and from IPv6, are listed too, with the reason
--   where there is no place.
-- pitfall: P5 Whether a call only reads is what the record's readOnly says; by its name it is judged only where the
--   record does not say it.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are not that user's doing.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not listed.
-- pitfall: P15 Files are not in order of time; the rows are, by the time the call completed, in UTC.
-- pitfall: One row a minute, user and call would hide how many there were.
-- original: Sumo shows 20 rows, one a minute, user and call, and only calls from IPv4 addresses.
-- empty: No administrator changed anything in this range, or none is known; the settings of the case name them.

select
  "eventTime",
  actor,
  "eventName",
  service,
  resource,
  outcome,
  "awsRegion",
  "sourceIPAddress",
  country,
  city,
  case when country is null then coalesce("sourceClass", 'other') end as no_place,
  "eventID"
from event
where administrator
  and access = 'write'
  and initiator = 'principal'
  and "eventCategory" not in ('Insight', 'NetworkActivity')
order by "eventTime" desc, "eventID"
