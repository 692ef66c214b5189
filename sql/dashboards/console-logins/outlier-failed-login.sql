-- title: Outlier - Failed Login
-- chart: band
-- size: wide
-- query: eventName:ConsoleLogin AND responseElements.ConsoleLogin:Failure
-- description: Failed console sign-ins per bucket of time, against what the ten buckets before it lead to expect.
--   Only more than expected is an outlier; fewer, as at night, is not. The standard deviation is taken as at
--   least 1, so that after ten empty buckets it takes more than 3 sign-ins. A bucket without ten buckets before
--   it has no band, nor has the last one when the range ends within it.
-- condition: ConsoleLogin events with result Failure per bucket, empty buckets counted as 0; an outlier lies
--   more than 3 standard deviations above the mean of the 10 buckets before it.
-- pitfall: P3 A failed sign-in has no errorCode; the result is read from responseElements.ConsoleLogin.
-- pitfall: P10 Names that do not exist are counted like any other failure, so that spraying shows.
-- pitfall: In a sparse series the deviation is 0 and the first sign-in would be an outlier; it is taken as at
--   least 1.
-- pitfall: A day of hours is too short for a baseline; all of the range is used, by default all of the data.
-- original: Sumo uses the same window and 3 deviations, in both directions, over 24 hours.
-- empty: No failed console sign-ins in this range.

with counted as (
  select time_bucket($bucket, "eventTime") as bucket_at, count(*) as events
  from event
  where "eventName" = 'ConsoleLogin'
    and lower("responseElements.ConsoleLogin") = 'failure'
  group by bucket_at
),

bucket as (
  select unnest(range(time_bucket($bucket, $range_from), $range_to, $bucket)) as bucket_at
),

series as (
  select bucket.bucket_at, coalesce(counted.events, 0) as events
  from bucket
  left join counted using (bucket_at)
  where exists (from counted)
),

baseline as (
  select
    bucket_at,
    events,
    avg(events) over ten_before as mean,
    greatest(stddev_pop(events) over ten_before, 1) as deviation,
    count(*) over ten_before = 10 and bucket_at + $bucket <= $range_to as judged
  from series
  window ten_before as (order by bucket_at rows between 10 preceding and 1 preceding)
)

select
  bucket_at,
  events,
  case when judged then round(mean, 2) end as expected,
  case when judged then round(greatest(mean - 3 * deviation, 0), 2) end as lower,
  case when judged then round(mean + 3 * deviation, 2) end as upper,
  judged and events > mean + 3 * deviation as outlier
from baseline
order by bucket_at
