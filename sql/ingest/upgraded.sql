-- purpose: which events of the case are held as rebuilt records and now come as CloudTrail's own · one row = one such
-- event with the delivery that takes its place
-- inputs: tables `projected` and `duplicated` of this batch, table `record` of the case
select distinct on (r.record_id) r.record_id, p.source_id, p.position
from projected as p
join duplicated as d using (source_id, position)
join "case".main.record as r using (event_key)
where r.original is not null and p.original is null
order by r.record_id, p.source_id, p.position
