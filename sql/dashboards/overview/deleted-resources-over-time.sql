-- title: Deleted Resources Over Time
-- chart: column
-- stack: resourceType
-- size: wide
-- keys: resourceType, service
-- option: calls (Calls) = delete|Delete, all|All that ends or removes something
-- query when calls=delete: verb:Delete AND resourceType:*
-- query when calls=all: (verb:(Delete OR Terminate OR Release OR Deregister OR Detach OR Remove OR Revoke OR
--   Disassociate OR Purge) AND resourceType:*) OR eventName:ScheduleKeyDeletion
-- query: outcome:success AND NOT eventCategory:(Insight OR NetworkActivity)
-- description: When resources were deleted, by kind. Calls that failed deleted nothing. Objects of S3 appear
--   only where data events are logged.
-- condition: Successful calls named Delete…, by time, by what follows the verb and by service.
-- pitfall: P3 A call that failed deleted nothing and is not counted.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P14 Lambda and CloudFront put a date behind the name of a call (DeleteFunction20150331); it is not
--   part of the resource type.
-- original: Sumo counts calls named Delete… whether they succeeded or not, and despite the title without a time
--   axis.
-- empty: Nothing was deleted in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "resourceType",
  service,
  count(*) as events
from event
where outcome = 'success'
  and "eventCategory" not in ('Insight', 'NetworkActivity')
  and "resourceType" is not null
  and (
    verb = 'Delete'
    or $calls = 'all' and (
      verb in ('Terminate', 'Release', 'Deregister', 'Detach', 'Remove', 'Revoke', 'Disassociate', 'Purge')
      or "eventName" = 'ScheduleKeyDeletion'
    )
  )
group by bucket_at, "resourceType", service
order by bucket_at, events desc, "resourceType", service
