-- purpose: class, place and network of every source address · one row = one address
-- inputs: table `address_to_place` (address, distinct) · macros/address.sql · the Parquet files in ${reference}
-- source: IP Geolocation by DB-IP (https://db-ip.com), see reference/NOTICE.md; pitfall P2
-- Only public addresses are looked up. Gaps in the files are ranges without a place, so that an address in one
-- does not take the place before it.
with numbered as materialized (
  select address, address_number(address) as number
  from address_to_place
),

classed as materialized (
  select
    address,
    source_class_of(address, number) as source_class,
    address_number_4(number) as number_4,
    (number >> 64)::ubigint as prefix_6
  from numbered
),

-- Below 64 expected rows DuckDB joins ASOF by a nested loop over millions of ranges (63 addresses: 4.2 s
-- instead of 0.3 s). The padding keeps it from that and never matches.
padding as (
  select null::varchar as address, null::ubigint as number from range(64)
),

public4 as materialized (
  select address, number_4 from classed where source_class = 'public4'
  union all
  select address, number::uinteger from padding
),

public6 as materialized (
  select address, prefix_6 from classed where source_class = 'public6'
  union all
  select address, number from padding
),

located as (
  select public4.address, place_range.place_id
  from public4
  asof join read_parquet('${reference}/place_range_4.parquet') as place_range
    on public4.number_4 >= place_range.start_address
  union all
  select public6.address, place_range.place_id
  from public6
  asof join read_parquet('${reference}/place_range_6.parquet') as place_range
    on public6.prefix_6 >= place_range.start_prefix
),

routed as (
  select public4.address, network_range.asn
  from public4
  asof join read_parquet('${reference}/network_range_4.parquet') as network_range
    on public4.number_4 >= network_range.start_address
  union all
  select public6.address, network_range.asn
  from public6
  asof join read_parquet('${reference}/network_range_6.parquet') as network_range
    on public6.prefix_6 >= network_range.start_prefix
)

select
  classed.address,
  classed.source_class,
  place.country,
  country.name as country_name,
  place.region as subdivision,
  place.city,
  place.latitude::double as latitude,
  place.longitude::double as longitude,
  routed.asn,
  network.organisation as network
from classed
left join located using (address)
left join read_parquet('${reference}/place.parquet') as place using (place_id)
left join read_parquet('${reference}/country.parquet') as country on country.code = place.country
left join routed using (address)
left join read_parquet('${reference}/network.parquet') as network using (asn)
