-- purpose: where every event came from, and what was not an event

-- one row = one delivery of an event: the one that is kept, and each duplicate · original is what it was rebuilt from,
-- null where the file holds CloudTrail's own record
create or replace view delivery as
select r.record_id, r.source_id, r.position, r.byte_offset, true as identical, r.original
from "case".main.record as r
union all
select d.record_id, d.source_id, d.position, d.byte_offset, d.identical, d.original
from "case".main.duplicate as d;

-- one row = one file or archive member · integrity is what vouches for its content; null where that is no matter
create or replace view source as
select s.*, if(s.status in ('read', 'damaged'), coalesce(i.level, 'not-covered'), i.level) as integrity
from "case".main.source as s
left join "case".main.integrity_level as i using (source_id);

-- one row = one piece of a file that is not a CloudTrail record
create or replace view rejection as
select r.*, s.path
from "case".main.rejection as r
join "case".main.source as s using (source_id);

-- one row = one distinct sourceIPAddress with its class, place and network
create or replace view address as
select * from "case".main.address;
