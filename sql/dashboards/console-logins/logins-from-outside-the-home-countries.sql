-- title: Logins from Outside the Home Countries
-- chart: table
-- size: wide
-- keys: actor, account, country, result=responseElements.ConsoleLogin
-- query: eventName:ConsoleLogin
-- query when home_countries: NOT country:($home_countries)
-- description: Console sign-ins from countries other than the home countries of the case. Sign-ins whose address
--   has no place are listed too, with the reason. Where no home country is set, it is the country most successful
--   sign-ins of the whole case came from; the column home_countries states it.
-- condition: ConsoleLogin events whose address is not in a home country, or has no place.
-- pitfall: P2 An address without a place is no sign-in from home; it is listed instead of passing silently.
-- pitfall: Home is not always the United States: the home countries are a setting of the case.
-- original: Sumo lists sign-ins whose country is not US, and drops those without a country.
-- empty: All console sign-ins in this range come from the home countries, or there are none.

select
  actor,
  account,
  country,
  "countryName",
  "responseElements.ConsoleLogin" as result,
  count(*) as events,
  count(distinct "sourceIPAddress") as addresses,
  array_to_string(list_sort(list(distinct "sourceIPAddress"))[1:5], ', ') as address_list,
  array_to_string(list_sort(list(distinct city))[1:5], ', ') as city_list,
  case when country is null then string_agg(distinct coalesce("sourceClass", 'other'), ', ') end as no_place,
  min("eventTime") as first_at,
  max("eventTime") as last_at,
  array_to_string($home_countries, ', ') as home_countries
from event
where "eventName" = 'ConsoleLogin'
  and (country is null or not list_contains($home_countries, country))
group by actor, account, country, "countryName", result
order by country is null, events desc, actor, account, country, result
