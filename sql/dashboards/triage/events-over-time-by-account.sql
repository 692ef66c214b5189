-- title: Events Over Time by Account
-- chart: column
-- stack: account
-- size: wide
-- keys: account
-- description: How many events each account has over time. A stretch in which an account has none, or far fewer than
--   at the same hour of other days, is a gap in collection, a trail that was stopped, or missing files.
-- condition: All events by time and by the account whose trail recorded them.
-- pitfall: P11 Each event counts once, however often it was delivered, so that overlapping trails raise no column.
-- pitfall: P12 P13 Network activity and Insights are events that were delivered, so that they count here.
-- pitfall: P15 The time is that of the event, not of the file it came in.
-- original: Sumo has no such panel; its panels over time count one kind of event each.
-- empty: There are no events in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  account,
  count(*) as events
from event
group by bucket_at, account
order by bucket_at, events desc, account
