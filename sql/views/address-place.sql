-- purpose: the places of addresses under the names of the fields of an event
-- one row = one address of the case
create or replace view address_place as
select
  address,
  country,
  country_name as "countryName",
  subdivision,
  city,
  latitude,
  longitude,
  asn,
  network,
  source_class as "sourceClass"
from "case".main.address;
