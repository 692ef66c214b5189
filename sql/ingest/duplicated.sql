-- purpose: which projected records are further deliveries of an event (P11) · one row = one such record
-- inputs: table `projected` of this batch, table `record` of the case
-- The first delivery in order of source and position is the one that is kept, of those that were not rebuilt if any.
with twice as (
  select event_key
  from projected
  where problem is null
  group by event_key
  having count(*) > 1
),

again_in_batch as (
  select source_id, position
  from (
    select
      source_id,
      position,
      row_number() over (
        partition by event_key order by original is not null, source_id, position
      ) as delivery
    from projected
    where problem is null and event_key in (from twice)
  )
  where delivery > 1
),

already_held as (
  select source_id, position
  from projected
  where problem is null and event_key in (select event_key from "case".main.record)
)

select source_id, position from again_in_batch
union
select source_id, position from already_held
