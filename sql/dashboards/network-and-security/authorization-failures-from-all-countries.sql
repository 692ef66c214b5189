-- title: Authorization Failures from All Countries
-- chart: map
-- size: large
-- keys: country, subdivision, city
-- option: class (Denied at) = api|API calls, endpoint|VPC endpoints, all|Both
-- query: outcome:denied
-- query when class=api: NOT eventCategory:NetworkActivity
-- query when class=endpoint: eventCategory:NetworkActivity
-- description: Where the calls came from that were denied, with how many of them would have changed something.
--   Denied events whose address has no place (private, AWS service, AWS internal, unknown) are counted beside the
--   map. Denials of S3 objects appear only where data events are logged.
-- condition: Events whose error is an authorization failure in any of its spellings, placed by sourceIPAddress;
--   denials recorded at VPC endpoints are left out unless asked for.
-- pitfall: P4 Services spell the error in many ways (AccessDenied, Client.UnauthorizedOperation,
--   NotAuthorizedException, AuthFailure, Forbidden…); outcome denied covers all of them.
-- pitfall: P2 Denied calls from private addresses and from AWS services have no place and are counted beside the map.
-- pitfall: P12 VpceAccessDenied of network activity events is a class of its own: these repeat calls, and come from
--   private addresses as a rule. What an endpoint policy denies is in no management event.
-- original: Sumo finds errors that end with UnauthorizedOperation or begin with AccessDenied, and drops what has no
--   place.
-- empty: No call in this range was denied.

with denial as (
  select
    country, "countryName", subdivision, city, latitude, longitude, network,
    "sourceIPAddress" as address, actor, access, "eventTime"
  from event
  where outcome = 'denied'
    and ($class = 'all' or ($class = 'endpoint') = ("eventCategory" = 'NetworkActivity'))
    and latitude is not null
),

position as (
  select country, "countryName", subdivision, city, latitude, longitude, count(*) as events
  from denial
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
  from denial
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
  from denial
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
    count(*) as denied,
    count(*) filter (where access = 'write') as denied_writes,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from denial
  group by all
)

select
  place.latitude, place.longitude, place.country, place."countryName", place.subdivision, place.city,
  counted.events, counted.denied, counted.denied_writes,
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
