-- title: Error Codes
-- chart: bar
-- size: medium
-- keys: errorCode, eventName, actor
-- option: group_by (Group by) = errorCode|Error code, eventName|Call, actor|Actor
-- option: aws_calls (Calls by AWS services) = true|Counted, false|Left out
-- query: errorCode:* AND (NOT eventCategory:NetworkActivity OR errorCode:VpceAccessDenied)
-- query when aws_calls=false: initiator:principal
-- messages: rows
-- rows: 20
-- description: The 20 most frequent error codes, and which of them are denials. Group by call to see what was tried
--   in vain, by actor to see who tried. The codes are as the services wrote them; one kind of denial has many names.
-- condition: Events with an errorCode, by errorCode, call or actor; of network activity only VpceAccessDenied.
-- pitfall: P3 A failed sign-in, and some other failures, have no errorCode and are not counted here;
--   Client.DryRunOperation is an errorCode, but says that the call would have been allowed.
-- pitfall: P4 EC2 writes Client.UnauthorizedOperation, others AccessDenied, AccessDeniedException or
--   NotAuthorizedException; all of them are parts denied, not only those spelled AccessDenied.
-- pitfall: P12 A call refused by the policy of a VPC endpoint is recorded as network activity alone, so it is
--   counted; all other network activity repeats calls that are recorded already.
-- original: Sumo has no such panel; its counts of denied calls compare errorCode with two spellings.
-- empty: No event in this range has an error code.

with failure as (
  select
    "$group_by" as value, "errorCode" as code, "eventName" as call, actor, outcome,
    count(*) as events,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from event
  where "errorCode" is not null
    and ("eventCategory" <> 'NetworkActivity' or lower("errorCode") = 'vpceaccessdenied')
    and ($aws_calls = 'true' or initiator = 'principal')
  group by all
)

select
  max(value) as "$group_by",
  sum(events)::bigint as events,
  coalesce(sum(events) filter (where outcome = 'denied'), 0)::bigint as denied,
  coalesce(sum(events) filter (where outcome = 'failed'), 0)::bigint as failed,
  count(distinct lower(code)) as error_codes,
  count(distinct call) as calls,
  count(distinct actor) as actors,
  array_to_string(list_sort(list(distinct code))[1:5], ', ') as error_code_list,
  array_to_string(list_sort(list(distinct call))[1:5], ', ') as call_list,
  array_to_string(list_sort(list(distinct actor))[1:5], ', ') as actor_list,
  min(first_at) as first_at,
  max(last_at) as last_at
from failure
group by lower(value)
order by events desc, lower(value)
