-- title: Failed Logins
-- chart: number
-- size: small
-- query: eventName:ConsoleLogin AND responseElements.ConsoleLogin:Failure
-- description: How many console sign-ins failed, from how many addresses and for how many names, and how many
--   of them named a user that does not exist. Failed steps of IAM Identity Center sign-ins are counted apart.
-- condition: ConsoleLogin events whose responseElements.ConsoleLogin is Failure.
-- pitfall: P3 A failed sign-in has no errorCode, only an errorMessage and the result.
-- pitfall: P8 Sign-in events are recorded in several regions, so the region is not restricted.
-- pitfall: P9 Failures of IAM Identity Center are CredentialVerification events, shown as a figure of their own;
--   failures at an external identity provider never reach CloudTrail.
-- pitfall: P10 All names that do not exist are recorded as HIDDEN_DUE_TO_SECURITY_REASONS; the address tells
--   attempts apart.
-- original: Sumo counts the same events, but only where ConsoleLogin is the only key of responseElements.
-- empty: No console sign-ins in this range.

with attempt as (
  select
    "sourceIPAddress" as address, identity, "userIdentity.userName" as user_name, "eventTime",
    coalesce(lower("responseElements.ConsoleLogin"), '') = 'failure' as is_failure
  from event
  where "eventName" = 'ConsoleLogin'
),

source as (
  select address, count(*) as events
  from attempt
  where is_failure
  group by all
),

top_source as (
  select address, events
  from source
  order by events desc, address
  limit 1
),

identity_center as (
  select count(*) as failures
  from event
  where "eventName" = 'CredentialVerification' and outcome <> 'success'
),

failure as (
  select
    count(*) as attempts,
    count(*) filter (where is_failure) as events,
    count(distinct address) filter (where is_failure) as addresses,
    count(distinct identity) filter (where is_failure) as identities,
    count(*) filter (where is_failure and user_name = 'HIDDEN_DUE_TO_SECURITY_REASONS')
      as unknown_user_names,
    min("eventTime") filter (where is_failure) as first_at,
    max("eventTime") filter (where is_failure) as last_at
  from attempt
)

select
  failure.events,
  failure.attempts,
  failure.addresses,
  top_source.address as top_address,
  coalesce(top_source.events, 0) as top_address_events,
  failure.identities,
  failure.unknown_user_names,
  identity_center.failures as identity_center_failures,
  failure.first_at,
  failure.last_at
from failure
cross join identity_center
left join top_source on true
where failure.attempts > 0 or identity_center.failures > 0
