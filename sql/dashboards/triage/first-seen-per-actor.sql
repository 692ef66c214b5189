-- title: First Seen per Actor
-- chart: table
-- size: full
-- keys: principal, eventName, awsRegion, country, userAgent, sourceIPAddress
-- option: dimension (New) = eventName|API call, awsRegion|Region, country|Country, userAgent|User agent,
--   sourceIPAddress|Address
-- option: learning (Known for at least) = 24h|24 hours, 1h|1 hour, 7d|7 days
-- query: initiator:principal AND NOT eventCategory:(Insight OR NetworkActivity)
--   AND NOT userIdentity.userName:HIDDEN_DUE_TO_SECURITY_REASONS
--   AND NOT (userIdentity.type:AWSAccount AND actor:anonymous)
-- messages: rows
-- rows: 100
-- description: What a user or role did for the first time after it had been at work for a while: a call, region,
--   country, program or address that it had not used before. The newest are first; the events of a row are all that
--   the principal did with the value. Stolen keys look new in several of these ways at once.
-- condition: For each principal, values first seen at least 24 hours (or as chosen) after the principal's first event
--   in the range; only events by people and workloads.
-- pitfall: P1 A role has a new session every hour; values are compared with what the role did before, whoever used
--   it, and the sessions are listed.
-- pitfall: P2 Addresses that are private or AWS services have no country, which is no new country. Private
--   addresses change with every instance, so that they are not listed as new addresses either.
-- pitfall: P6 What AWS services did on somebody's behalf is not that principal's habit.
-- pitfall: P10 Anonymous callers and names that do not exist are many under one name, and left out.
-- pitfall: P12 P13 Network activity repeats calls that are recorded already, and Insights have no caller.
-- pitfall: First means first in the range: with a short range much looks new, and a principal that appears only with
--   the intruder has no habit to compare with and is not listed.
-- pitfall: The list ends at 100 rows, or before where one query cannot name more; narrow the range or the query to
--   see older ones.
-- original: Sumo has no such panel; its Cloud SIEM has such rules, with a baseline that must be learnt beforehand.
-- empty: No principal did anything new in this range after the time chosen.

with acting as not materialized (
  select
    principal, "$dimension" as value, actor, "sourceIPAddress" as address, outcome, "eventTime"
  from event
  where initiator = 'principal'
    and "eventCategory" not in ('Insight', 'NetworkActivity')
    and "userIdentity.userName" is distinct from 'HIDDEN_DUE_TO_SECURITY_REASONS'
    and ("userIdentity.type" is distinct from 'AWSAccount' or actor <> 'anonymous')
    and principal is not null
),

spelled as (
  select
    principal,
    value,
    min("eventTime") as first_at
  from acting
  group by principal, value
),

keyed as (
  select
    *,
    lower(principal) as principal_key,
    if(
      $dimension = 'sourceIPAddress' and contains(value, ':'), coalesce(ipv6_hex(value), lower(value)), lower(value)
    ) as value_key
  from spelled
),

used as (
  select
    principal_key,
    value_key,
    max(principal) as principal,
    max(value) as value,
    min(first_at) as first_at
  from keyed
  group by principal_key, value_key
),

compared as (
  select *, min(first_at) over (partition by principal_key) as active_since
  from used
),

-- One row more than is shown, which tells that there are more. Private addresses come and go with instances.
found as (
  select *
  from compared
  where value is not null
    and first_at >= active_since + $learning::interval
    and not (
      $dimension = 'sourceIPAddress'
      and regexp_matches(
        lower(value),
        '^(10|127|192\.168|169\.254|172\.(1[6-9]|2[0-9]|3[01])|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\.'
        || '|^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):'
      )
    )
  order by first_at desc, principal, value
  limit 101
)

select
  found.first_at,
  found.principal,
  found.value as "$dimension",
  count(*) as events,
  count(*) filter (where acting.outcome = 'success') as success,
  count(*) filter (where acting.outcome = 'denied') as denied,
  count(*) filter (where acting.outcome = 'failed') as failed,
  max(acting."eventTime") as last_at,
  found.active_since,
  array_to_string(list_sort(list(distinct acting.actor))[1:5], ', ') as actor_list,
  array_to_string(list_sort(list(distinct acting.address))[1:5], ', ') as address_list
from found
join keyed using (principal_key, value_key)
join acting on acting.principal = keyed.principal and acting.value = keyed.value
group by found.first_at, found.principal, found.value, found.active_since
order by found.first_at desc, found.principal, found.value
