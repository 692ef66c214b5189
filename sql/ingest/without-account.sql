-- purpose: which projected records are deliveries of an event that is known under another key, because one of the two
-- does not tell the recipient account, as rows of the console's event history do not · one row = one such record
-- inputs: table `projected` of this batch, table `record` of the case · event_key is the key to take instead
with without_account as (
  select source_id, position, "eventID"
  from projected
  where problem is null and "recipientAccountId" is null and "eventID" is not null
),

held as (
  select w.source_id, w.position, min(r.event_key) as event_key
  from without_account as w
  join "case".main.record as r using ("eventID")
  group by all
),

in_batch as (
  select w.source_id, w.position, min(p.event_key) as event_key
  from without_account as w
  join projected as p using ("eventID")
  where p.problem is null and p."recipientAccountId" is not null
  group by all
),

held_without_account as (
  select p.source_id, p.position, min(r.event_key) as event_key
  from projected as p
  join "case".main.record as r using ("eventID")
  where p.problem is null and p."recipientAccountId" is not null and r."recipientAccountId" is null
  group by all
)

select source_id, position, event_key from held
union all
select source_id, position, event_key from in_batch anti join held using (source_id, position)
union all
select source_id, position, event_key from held_without_account
