-- title: Event Categories
-- chart: pie
-- stack: eventCategory
-- size: medium
-- keys: eventCategory
-- description: What kinds of events there are. Management events are recorded by default; data events, network
--   activity and Insights only where a trail asks for them. A category with 0 events was not recorded, was not
--   collected, or did not happen.
-- condition: All events by eventCategory, derived where a record is too old to state it.
-- pitfall: P12 Network activity events repeat the names of calls that are recorded already; other panels leave them
--   out, here they are counted as what they are.
-- pitfall: P13 Insights are no calls; they are counted here and in no panel of calls.
-- pitfall: Records before version 1.07 have no eventCategory; they are judged by eventType and managementEvent
--   instead of becoming a category without a name.
-- original: Sumo has no such panel; it counts events of all categories together.
-- empty: There are no events in this range.

with counted as (
  select
    "eventCategory",
    count(*) as events,
    count(distinct account) as accounts,
    count(distinct service) as services,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from event
  group by "eventCategory"
),

listed as (
  select "eventCategory" from counted
  union
  select unnest(['Management', 'Data', 'NetworkActivity', 'Insight']) from counted
)

select
  "eventCategory",
  coalesce(counted.events, 0) as events,
  coalesce(counted.accounts, 0) as accounts,
  coalesce(counted.services, 0) as services,
  counted.first_at,
  counted.last_at
from listed
left join counted using ("eventCategory")
order by events desc, "eventCategory"
