-- title: Geo Location of All Users
-- chart: map
-- size: large
-- keys: country, subdivision, city
-- option: callers (Callers) = principals|People and workloads, all|AWS services too
-- query: NOT eventCategory:(Insight OR NetworkActivity)
-- query when callers=principals: initiator:principal
-- description: Where the addresses are that called AWS, successful or not. Events whose address has no place
--   (private, AWS service, AWS internal, unknown) are counted beside the map.
-- condition: Every API call, sign-in and other event by a person or workload, placed by sourceIPAddress; calls
--   that AWS services made are left out unless asked for.
-- pitfall: P2 A sourceIPAddress may be a service name, AWS Internal or private; such events are counted as
--   without a place instead of being dropped, and AWS services calling from AWS addresses are left out.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P13 Insights events have no caller and no address, so they are not counted.
-- original: Sumo counts every record by address, drops those without a latitude, and lets AWS service roles
--   dominate the map.
-- empty: No event in this range comes from an address with a place.

with call as (
  -- One row = an address, an actor and an outcome: everything else is counted from these few thousand rows.
  select
    "sourceIPAddress" as address, actor, outcome,
    any_value(country) as country, any_value("countryName") as "countryName",
    any_value(subdivision) as subdivision, any_value(city) as city,
    any_value(latitude) as latitude, any_value(longitude) as longitude, any_value(network) as network,
    count(*) as events, min("eventTime") as first_at, max("eventTime") as last_at
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and ($callers = 'all' or initiator = 'principal')
    and latitude is not null
  group by "sourceIPAddress", actor, outcome
),

position as (
  select country, "countryName", subdivision, city, latitude, longitude, sum(events) as events
  from call
  group by all
),

place as (
  select
    country, "countryName", subdivision, city,
    first(latitude order by events desc, latitude, longitude) as latitude,
    first(longitude order by events desc, latitude, longitude) as longitude
  from position
  group by all
),

source as (
  select country, subdivision, city, address, network, sum(events) as events
  from call
  group by all
),

sources as (
  select
    country, subdivision, city,
    count(*) as addresses,
    array_to_string(list(address order by events desc, address)[1:5], ', ') as address_list,
    array_to_string(list_sort(list(distinct network))[1:3], ', ') as network
  from source
  group by all
),

caller as (
  select country, subdivision, city, actor, sum(events) as events
  from call
  group by all
),

callers as (
  select
    country, subdivision, city,
    count(*) as actors,
    array_to_string(list(actor order by events desc, actor)[1:5], ', ') as actor_list
  from caller
  group by all
),

counted as (
  select
    country, subdivision, city,
    sum(events)::bigint as events,
    coalesce(sum(events) filter (where outcome = 'success'), 0)::bigint as success,
    coalesce(sum(events) filter (where outcome = 'failed'), 0)::bigint as failed,
    coalesce(sum(events) filter (where outcome = 'denied'), 0)::bigint as denied,
    min(first_at) as first_at,
    max(last_at) as last_at
  from call
  group by all
)

select
  place.latitude, place.longitude, place.country, place."countryName", place.subdivision, place.city,
  counted.events, counted.success, counted.failed, counted.denied,
  sources.addresses, sources.address_list, callers.actors, callers.actor_list, sources.network,
  counted.first_at, counted.last_at
from place
join counted on (counted.country, counted.subdivision, counted.city)
  is not distinct from (place.country, place.subdivision, place.city)
join sources on (sources.country, sources.subdivision, sources.city)
  is not distinct from (place.country, place.subdivision, place.city)
join callers on (callers.country, callers.subdivision, callers.city)
  is not distinct from (place.country, place.subdivision, place.city)
order by events desc, country, subdivision, city
