-- title: Recent Authorization Failures
-- chart: table
-- size: full
-- keys: eventID
-- rows: 500
-- option: class (Denied at) = api|API calls, endpoint|VPC endpoints, all|Both
-- query: outcome:denied AND eventID:*
-- query when class=api: NOT eventCategory:NetworkActivity
-- query when class=endpoint: eventCategory:NetworkActivity
-- description: The latest calls that were denied, with the error message as recorded: it names the action, the
--   resource and the kind of policy that decided, which denied_by repeats (an explicit deny, or no policy that allows).
--   EC2 hides this in an encoded message, which only somebody with sts:DecodeAuthorizationMessage in that account can
--   read. Denials of S3 objects appear only where data events are logged.
-- condition: Events whose error is an authorization failure in any of its spellings, the newest 500; denials recorded
--   at VPC endpoints are left out unless asked for.
-- pitfall: P4 By the codes AccessDenied and UnauthorizedOperation alone all denials of EC2 are missed, which have
--   Client. in front, and those of services with a spelling of their own.
-- pitfall: P12 VpceAccessDenied of network activity events is a class of its own, because these repeat calls.
-- original: Sumo finds errors that end with UnauthorizedOperation or begin with AccessDenied.
-- empty: No call in this range was denied.

select
  "eventTime",
  actor,
  "eventName",
  resource,
  coalesce(
    'explicit deny: '
    || nullif(regexp_extract("errorMessage", 'explicit deny in an? ([a-zA-Z -]*?(?:policy|boundary))', 1), ''),
    'no allow: '
    || nullif(regexp_extract("errorMessage", 'because no ([a-zA-Z -]*?(?:policy|boundary)) allows', 1), '')
  ) as denied_by,
  "errorMessage",
  "errorCode",
  "sourceIPAddress",
  "awsRegion",
  account,
  "eventID"
from event
where outcome = 'denied'
  and "eventID" is not null
  and ($class = 'all' or ($class = 'endpoint') = ("eventCategory" = 'NetworkActivity'))
order by "eventTime" desc, "eventID"
