-- title: Authorization Failures Over Time
-- chart: column
-- stack: $group_by
-- size: wide
-- keys: access, actor, service, errorCode
-- option: group_by (Split by) = access|Read or write, actor|Actor, service|Service, errorCode|Error code
-- option: class (Denied at) = api|API calls, endpoint|VPC endpoints, all|Both
-- query: outcome:denied
-- query when class=api: NOT eventCategory:NetworkActivity
-- query when class=endpoint: eventCategory:NetworkActivity
-- description: Denied calls over time, reads and writes told apart. Scanners, AWS Config and people who browse the
--   console with few rights are denied reads all day; denied writes, and a burst of reads by one actor, are what an
--   intruder leaves. Split by actor to see who. Denials of S3 objects appear only where data events are logged.
-- condition: Events whose error is an authorization failure in any of its spellings, by time and by read or write;
--   denials recorded at VPC endpoints are left out unless asked for.
-- pitfall: P4 Services spell the error in many ways (AccessDenied, Client.UnauthorizedOperation,
--   NotAuthorizedException, AuthFailure, Forbidden…); outcome denied covers all of them.
-- pitfall: P5 Whether a call reads or writes is said by readOnly where the record has it, not by the first word of its
--   name.
-- pitfall: P12 VpceAccessDenied of network activity events is a class of its own, because these repeat calls.
-- original: Sumo counts errors that end with UnauthorizedOperation or begin with AccessDenied, by hour, without telling
--   reads from writes.
-- empty: No call in this range was denied.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "$group_by",
  count(*) as events,
  count(distinct actor) as actors,
  count(distinct "eventName") as calls
from event
where outcome = 'denied'
  and ($class = 'all' or ($class = 'endpoint') = ("eventCategory" = 'NetworkActivity'))
group by bucket_at, "$group_by"
order by bucket_at, events desc, "$group_by"
