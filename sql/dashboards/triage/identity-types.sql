-- title: Identity Types
-- chart: bar
-- size: medium
-- keys: userIdentity.type
-- query: NOT eventCategory:(Insight OR NetworkActivity)
-- description: What kinds of identities acted, and how their calls ended. Root should be rare, AWSService is AWS at
--   work, AWSAccount is another account or nobody at all (anonymous). Events without a type are what services record
--   of themselves.
-- condition: All events except Insights and network activity, by userIdentity.type.
-- pitfall: P6 Service events have no type, and calls by AWS services are not the doing of a person; the column
--   by_aws_service says how many of a type these are.
-- pitfall: P9 People who sign in through a provider appear as AssumedRole, SAMLUser, WebIdentityUser or
--   IdentityCenterUser, not as IAMUser.
-- pitfall: P12 P13 Network activity repeats calls that are recorded already, and Insights have no identity.
-- original: Sumo has no such panel.
-- empty: There are no such events in this range.

select
  "userIdentity.type",
  count(*) as events,
  count(*) filter (where outcome = 'success') as success,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed,
  count(distinct actor) as actors,
  count(*) filter (where initiator = 'aws_service') as by_aws_service,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from event
where "eventCategory" not in ('Insight', 'NetworkActivity')
group by "userIdentity.type"
order by events desc, "userIdentity.type"
