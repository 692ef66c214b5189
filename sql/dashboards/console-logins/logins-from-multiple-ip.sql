-- title: Logins from Multiple IP
-- chart: table
-- size: wide
-- keys: identity, actor
-- option: differ (Signed in from several) = address|Addresses, network|Networks
-- query: eventName:ConsoleLogin AND responseElements.ConsoleLogin:Success
-- messages: rows
-- description: Identities that signed in from more than one address, with the blocks (/24, or /48 of IPv6),
--   networks and countries of these addresses, and whether their times of use overlap. One network and no overlap
--   point to a changing line or a VPN; several networks or countries at the same time do not.
-- condition: Successful ConsoleLogin events of identities, each with its session, that were seen from more than
--   one address.
-- pitfall: P1 By role name different people would be merged; the identity is the ARN with its session.
-- pitfall: P10 Failures are left out, so that neither sprayed users nor names that do not exist appear.
-- pitfall: Dual stack, NAT and VPN rotation give several addresses in one network; group by network to see past it.
-- original: Sumo counts the distinct addresses of each user over successes and failures.
-- empty: No identity signed in to the console from more than one address in this range.

with login as (
  select
    identity, actor, account, "sourceIPAddress" as address, asn, network, country, "eventTime",
    case
      when ipv4_number("sourceIPAddress") is not null
        then regexp_replace("sourceIPAddress", '[0-9]+$', '0/24')
      else coalesce(left(ipv6_hex("sourceIPAddress"), 12) || '/48', "sourceIPAddress")
    end as block
  from event
  where "eventName" = 'ConsoleLogin'
    and lower("responseElements.ConsoleLogin") = 'success'
),

source as (
  select
    identity, actor, account, address, block, asn, network, country,
    count(*) as events,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from login
  group by all
),

-- An address is used while another one still is when it appears before the latest use of those before it.
compared as (
  select
    *,
    coalesce(
      first_at <= max(last_at) over (
        partition by identity, actor
        order by first_at, address
        rows between unbounded preceding and 1 preceding
      ),
      false
    ) as is_overlapping
  from source
)

select
  actor,
  identity,
  any_value(account) as account,
  count(distinct address) as addresses,
  count(distinct block) as blocks,
  count(distinct asn) as networks,
  count(distinct country) as countries,
  bool_or(is_overlapping) as overlap,
  sum(events)::bigint as events,
  min(first_at) as first_at,
  max(last_at) as last_at,
  array_to_string(list(address order by first_at, address)[1:10], ', ') as address_list,
  array_to_string(list_sort(list(distinct network)), ', ') as network_list,
  array_to_string(list_sort(list(distinct country)), ', ') as country_list
from compared
group by identity, actor
having if($differ = 'network', networks, addresses) > 1
order by addresses desc, actor, identity
