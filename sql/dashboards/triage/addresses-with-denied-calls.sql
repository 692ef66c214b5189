-- title: Addresses with Denied Calls
-- chart: table
-- size: full
-- rows: 500
-- keys: sourceIPAddress
-- option: sources (Sources) = addresses|Addresses, all|AWS service names too
-- query: outcome:denied AND sourceIPAddress:*
--   AND (NOT eventCategory:NetworkActivity OR errorCode:VpceAccessDenied)
-- query when sources=addresses: NOT sourceClass:(aws_service OR aws_internal)
-- description: Addresses whose calls were refused, the most often refused first, beside all that came from them. An
--   address with many different calls denied was trying what it may do; what it was allowed is in the other calls.
-- condition: Denied events by sourceIPAddress; of network activity only VpceAccessDenied. Service names of AWS are
--   left out unless asked for.
-- pitfall: P2 A sourceIPAddress may be the name of an AWS service, which is nobody's address. Private addresses, of
--   calls through a VPC endpoint, are listed without a place.
-- pitfall: P4 Services spell a denial in many ways, EC2 as Client.UnauthorizedOperation; all of them count.
-- pitfall: P12 A call refused by the policy of a VPC endpoint is recorded as network activity alone, so it is
--   counted; all other network activity repeats calls that are recorded already.
-- pitfall: One IPv6 address has several spellings; they are one row.
-- original: Sumo has no such panel; its counts of denied calls are by user, and compare errorCode with two spellings.
-- empty: No call was denied in this range.

with refused as (
  select
    "sourceIPAddress" as address, actor, "eventName" as call, country, city, network,
    count(*) as events,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from event
  where outcome = 'denied'
    and "sourceIPAddress" is not null
    and ("eventCategory" <> 'NetworkActivity' or lower("errorCode") = 'vpceaccessdenied')
    and ($sources = 'all' or coalesce("sourceClass", 'other') not in ('aws_service', 'aws_internal'))
  group by all
),

-- All events of these addresses, of an IPv6 address in any spelling.
called as (
  select
    coalesce(ipv6_hex(address), lower(address)) as address_key,
    sum(events)::bigint as calls,
    sum(success)::bigint as success
  from (
    select
      "sourceIPAddress" as address,
      count(*) as events,
      count(*) filter (where outcome = 'success') as success
    from event
    where "eventCategory" <> 'NetworkActivity' or lower("errorCode") = 'vpceaccessdenied'
    group by address
  )
  where address in (select address from refused) or contains(address, ':')
  group by address_key
),

source as (
  select
    coalesce(ipv6_hex(address), lower(address)) as address_key,
    max(address) as address,
    sum(events)::bigint as events,
    count(distinct actor) as actors,
    count(distinct call) as denied_calls,
    max(country) as country,
    max(city) as city,
    max(network) as network,
    array_to_string(list_sort(list(distinct actor))[1:5], ', ') as actor_list,
    array_to_string(list_sort(list(distinct call))[1:5], ', ') as call_list,
    min(first_at) as first_at,
    max(last_at) as last_at
  from refused
  group by address_key
)

select
  source.address as "sourceIPAddress",
  source.events,
  called.calls,
  called.success,
  source.actors,
  source.denied_calls,
  source.country,
  source.city,
  source.network,
  source.actor_list,
  source.call_list,
  source.first_at,
  source.last_at
from source
join called using (address_key)
order by source.events desc, source.address
