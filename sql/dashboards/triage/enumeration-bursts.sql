-- title: Enumeration Bursts
-- chart: table
-- size: full
-- keys: actor
-- option: least (Different calls at least) = 15|15, 10|10, 30|30, 50|50
-- query: access:read AND initiator:principal AND NOT eventCategory:(Insight OR NetworkActivity)
-- messages: rows
-- description: Actors that made many different calls that read within one bucket of time, as tools do that find out
--   what an account holds, and as people rarely do. Many services and regions, a share of denied calls and a tool in
--   the user agent (of most calls) make it likelier. Choose minutes as the bucket to see bursts alone; an hour of work
--   in the console makes many different calls as well. The 100 bursts with the most different calls.
-- condition: Calls that read, by people and workloads, per actor and bucket of time, where they are at least 15 (or as
--   chosen) different ones, by service and event name.
-- pitfall: P5 Reading is what readOnly says; Head, BatchGet and others read as well as Get, Describe and List.
-- pitfall: P6 AWS Config and other services read everything all the time; calls that AWS set off are left out.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: Calls are counted by name: a scanner asks each thing once, a program asks one thing a thousand times.
-- original: Sumo has no such panel; it counts Describe, Get and List calls of all actors together.
-- empty: Nobody made so many different calls that read within one bucket of this range.

-- Who makes fewer different calls in all makes no burst of them: that leaves out the workloads that make most calls.
with versatile as (
  select actor
  from (
    select distinct actor, service, "eventName"
    from event
    where access = 'read' and initiator = 'principal' and "eventCategory" not in ('Insight', 'NetworkActivity')
  )
  group by actor
  having count(*) >= $least::integer
),

reading as (
  select
    time_bucket($bucket, "eventTime") as bucket_at,
    actor, service, "eventName", outcome, "awsRegion", "sourceIPAddress", "userAgent"
  from event
  semi join versatile using (actor)
  where access = 'read'
    and initiator = 'principal'
    and "eventCategory" not in ('Insight', 'NetworkActivity')
),

per_call as (
  select bucket_at, actor, service, "eventName", count(*) as events
  from reading
  group by all
),

burst as (
  select
    bucket_at,
    actor,
    sum(events)::bigint as events,
    count(*) as distinct_calls,
    count(distinct service) as services
  from per_call
  group by bucket_at, actor
  having count(*) >= $least::integer
  order by distinct_calls desc, bucket_at, actor
  limit 100
),

detail as (
  select
    bucket_at,
    actor,
    "userAgent",
    count(*) as events,
    count(*) filter (where outcome = 'denied') as denied,
    list(distinct "awsRegion") as regions,
    list(distinct "sourceIPAddress") as addresses
  from reading
  semi join burst using (bucket_at, actor)
  group by bucket_at, actor, "userAgent"
),

described as (
  select
    bucket_at,
    actor,
    sum(denied)::bigint as denied,
    len(list_distinct(flatten(list(regions)))) as regions,
    array_to_string(list_sort(list_distinct(flatten(list(addresses))))[1:5], ', ') as address_list,
    arg_max("userAgent", {events: events, agent: "userAgent"}) as user_agent
  from detail
  group by bucket_at, actor
)

select
  burst.bucket_at,
  burst.actor,
  burst.distinct_calls,
  burst.events,
  burst.services,
  described.regions,
  described.denied,
  described.address_list,
  described.user_agent
from burst
join described using (bucket_at, actor)
order by burst.distinct_calls desc, burst.bucket_at, burst.actor
