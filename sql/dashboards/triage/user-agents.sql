-- title: User Agents
-- chart: bar
-- size: wide
-- keys: userAgent
-- option: first (First) = most|Most used, rare|Rarest
-- option: aws_calls (Calls by AWS services) = false|Left out, true|Counted
-- query: NOT eventCategory:(Insight OR NetworkActivity)
-- query when aws_calls=false: initiator:principal
-- messages: rows
-- rows: 20
-- description: The programs that called, and how their calls ended. Tools of attackers are seldom among the most
--   used: show the rarest first and look for what does not belong. A user agent is what the caller says it is.
-- condition: The 20 user agents with the most, or the fewest, events by people and workloads; calls by AWS services
--   are left out unless asked for, and events without a user agent are one row.
-- pitfall: P6 The agents of AWS services are most of any log and hide the others, so they are left out by default.
-- pitfall: P12 P13 Network activity repeats calls that are recorded already, and Insights have no caller.
-- pitfall: One program has several spellings: with its version, and with brackets around where the console or S3
--   wrote them. They are counted as they are written, upper and lower case alike.
-- original: Sumo has no such panel.
-- empty: No person or workload did anything in this range.

with used as (
  select
    "userAgent",
    actor,
    count(*) as events,
    count(*) filter (where outcome = 'success') as success,
    count(*) filter (where outcome = 'denied') as denied,
    count(*) filter (where outcome = 'failed') as failed,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and ($aws_calls = 'true' or initiator = 'principal')
  group by "userAgent", actor
)

select
  max("userAgent") as "userAgent",
  sum(events)::bigint as events,
  sum(success)::bigint as success,
  sum(denied)::bigint as denied,
  sum(failed)::bigint as failed,
  count(distinct actor) as actors,
  array_to_string(list_sort(list(distinct actor))[1:5], ', ') as actor_list,
  min(first_at) as first_at,
  max(last_at) as last_at
from used
group by lower("userAgent")
order by if($first = 'rare', 1, -1) * sum(events), min(first_at) desc, lower("userAgent")
