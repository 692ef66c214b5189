-- title: Password Spraying by Address
-- chart: table
-- size: full
-- keys: sourceIPAddress
-- option: least (At least) = 3|3 failures or 2 names, 10|10 failures or 5 names, 1|Any failure
-- query: (eventName:ConsoleLogin AND responseElements.ConsoleLogin:Failure)
--   OR (eventName:CredentialVerification AND NOT outcome:success)
-- messages: rows
-- description: Addresses from which sign-ins failed, with the names that were tried, and who signed in from there
--   afterwards: a success after many failures may be a guessed password. Stopped at MFA counts failures with MFA, where
--   the password may be known already. Offices and VPNs share an address, so mistyped passwords of several people look
--   alike; many names that do not exist do not. Most names and failures first.
-- condition: ConsoleLogin events with result Failure and failed CredentialVerification events, by address, where they
--   are at least 3 or for at least 2 names (or as chosen).
-- pitfall: P10 All names that do not exist are recorded as one, HIDDEN_DUE_TO_SECURITY_REASONS; they are counted as
--   attempts, in unknown_names, and as one name.
-- pitfall: P3 A failed sign-in has no errorCode, only its result.
-- pitfall: P8 Sign-ins are recorded in several regions, so the region is not restricted.
-- pitfall: P9 Failures of Identity Center are CredentialVerification; its successes count here as UserAuthentication,
--   and again as ConsoleLogin where the console was opened. Failures at other identity providers are not recorded.
-- pitfall: P7 A failure with MFAUsed Yes may mean that only the second factor was missing.
-- original: Sumo has no such panel; it counts failures by user, which folds all unknown names into one.
-- empty: No address had so many failed sign-ins in this range.

with sign_in as (
  select
    "eventTime", "eventName", "sourceIPAddress", country, account, actor,
    -- Identity Center's own record of a step names its user here alone.
    if("eventName" = 'ConsoleLogin', actor, coalesce("additionalEventData.UserName", actor)) as name,
    "additionalEventData.MFAUsed" as mfa_used,
    case
      when "eventName" = 'ConsoleLogin' then lower("responseElements.ConsoleLogin") = 'failure'
      else "eventName" = 'CredentialVerification' and outcome <> 'success'
    end as is_failure,
    case
      when "eventName" = 'ConsoleLogin' then lower("responseElements.ConsoleLogin") = 'success'
      else "eventName" = 'UserAuthentication' and outcome = 'success'
    end as is_success,
    coalesce("userIdentity.userName", '') = 'HIDDEN_DUE_TO_SECURITY_REASONS' as is_unknown
  from event
  where list_contains(['ConsoleLogin', 'CredentialVerification', 'UserAuthentication'], "eventName")
),

failing as (
  select
    "sourceIPAddress",
    any_value(country) as country,
    count(*) as events,
    count(distinct actor) as names,
    count(*) filter (where is_unknown) as unknown_names,
    count(*) filter (where lower(mfa_used) = 'yes') as stopped_at_mfa,
    count(distinct account) as accounts,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from sign_in
  where is_failure
  group by "sourceIPAddress"
  having count(*) >= $least::integer
    or count(distinct actor) >= case $least when '3' then 2 when '10' then 5 else 1 end
),

-- What happened at these addresses: the failures, and the successes from the first failure on.
relevant as (
  select sign_in."sourceIPAddress", sign_in.name, sign_in.is_success, sign_in.is_unknown
  from sign_in
  join failing on failing."sourceIPAddress" is not distinct from sign_in."sourceIPAddress"
  where sign_in.is_failure or (sign_in.is_success and sign_in."eventTime" >= failing.first_at)
),

listed as (
  select
    "sourceIPAddress",
    array_to_string(
      list_sort(list(distinct name) filter (where not is_success and not is_unknown))[1:5], ', '
    ) as name_list,
    count(*) filter (where is_success) as successes,
    array_to_string(list_sort(list(distinct name) filter (where is_success))[1:5], ', ') as success_list
  from relevant
  group by "sourceIPAddress"
)

select
  failing."sourceIPAddress",
  failing.country,
  failing.events,
  failing.names,
  listed.name_list,
  failing.unknown_names,
  failing.stopped_at_mfa,
  listed.successes,
  listed.success_list,
  failing.accounts,
  failing.first_at,
  failing.last_at
from failing
join listed on listed."sourceIPAddress" is not distinct from failing."sourceIPAddress"
order by failing.names desc, failing.events desc, failing."sourceIPAddress"
