-- title: Created Resources Over Time
-- chart: column
-- stack: resourceType
-- size: wide
-- keys: resourceType, service
-- option: noise (Tags, log streams, grants, sessions, network interfaces) = true|Counted, false|Left out
-- option: calls (Calls) = create|Create and Run, all|All that makes or adds something
-- query when calls=create: verb:(Create OR Run) AND resourceType:*
-- query when calls=all: (verb:(Create OR Run OR Allocate OR Register OR Import OR Copy OR Restore OR Request OR
--   Add OR Put) AND resourceType:*) OR eventName:StartInstances
-- query when noise=false: NOT eventName:(CreateTags OR CreateLogStream OR CreateGrant OR CreateSession OR
--   CreateNetworkInterface)
-- query: outcome:success AND NOT eventCategory:(Insight OR NetworkActivity)
-- description: When resources were created, by kind. Calls that failed created nothing.
-- condition: Successful calls named Create… or Run…, by time, by what follows the verb and by service; tags, log
--   streams, grants, sessions and network interfaces can be left out.
-- pitfall: P3 A call that failed created nothing and is not counted.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P14 Lambda and CloudFront put a date behind the name of a call (CreateFunction20150331); it is not
--   part of the resource type.
-- original: Sumo counts calls named Create… or Run… whether they succeeded or not, by name alone, so that tags,
--   log streams, grants and network interfaces inflate it.
-- empty: Nothing was created in this range.

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
    verb in ('Create', 'Run')
    or $calls = 'all' and (
      verb in ('Allocate', 'Register', 'Import', 'Copy', 'Restore', 'Request', 'Add', 'Put')
      or "eventName" = 'StartInstances'
    )
  )
  and (
    $noise = 'true'
    or "eventName" not in ('CreateTags', 'CreateLogStream', 'CreateGrant', 'CreateSession', 'CreateNetworkInterface')
  )
group by bucket_at, "resourceType", service
order by bucket_at, events desc, "resourceType", service
