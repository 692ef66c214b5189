-- title: Geo Location of All Users
-- chart: map
-- size: large
-- keys: country, subdivision, city
-- option: result (Result) = all|Success and failure, Success|Success, Failure|Failure
-- query: eventName:ConsoleLogin
-- query when result=Success: responseElements.ConsoleLogin:Success
-- query when result=Failure: responseElements.ConsoleLogin:Failure
-- description: Where console sign-ins come from, successes and failures told apart. Sign-ins whose address has no
--   place are counted beside the map.
-- condition: ConsoleLogin events, placed by sourceIPAddress.
-- pitfall: P2 Sign-ins from private or unknown addresses have no place and are counted beside the map; IPv6 is
--   placed like IPv4.
-- pitfall: P8 Sign-in events are recorded in several regions; the region says nothing about where the user is.
-- pitfall: P9 Sign-ins by Identity Center, SwitchRole, AssumeRoleWithSAML and the like are other events.
-- original: Sumo counts the same events without telling success from failure, and drops what has no place.
-- empty: No console sign-in in this range comes from an address with a place.

with login as (
  select
    country, "countryName", subdivision, city, latitude, longitude, network,
    "sourceIPAddress" as address, actor, "eventTime",
    coalesce(lower("responseElements.ConsoleLogin"), '') as result
  from event
  where "eventName" = 'ConsoleLogin'
    and latitude is not null
),

shown as (
  select *
  from login
  where $result = 'all' or result = lower($result)
),

position as (
  select country, "countryName", subdivision, city, latitude, longitude, count(*) as events
  from shown
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
  select country, subdivision, city, address, network, count(*) as events
  from shown
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
  select country, subdivision, city, actor, count(*) as events
  from shown
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
    count(*) as events,
    count(*) filter (where result = 'success') as success,
    count(*) filter (where result <> 'success') as failed,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from shown
  group by all
)

select
  place.latitude, place.longitude, place.country, place."countryName", place.subdivision, place.city,
  counted.events, counted.success, counted.failed,
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
