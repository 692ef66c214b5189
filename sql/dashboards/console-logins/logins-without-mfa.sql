-- title: Logins without MFA
-- chart: table
-- size: wide
-- keys: actor?, userIdentity.type, account?
-- option: show (Show) = all|All, aws|Without MFA, idp|MFA unknown (IdP)
-- query: eventName:ConsoleLogin AND responseElements.ConsoleLogin:Success AND NOT additionalEventData.MFAUsed:Yes
-- query when show=aws: userIdentity.type:(IAMUser OR Root) AND NOT additionalEventData.SamlProviderArn:* AND
--   NOT userIdentity.arn:*AWSReservedSSO*
-- query when show=idp: NOT userIdentity.type:(IAMUser OR Root) OR additionalEventData.SamlProviderArn:* OR
--   userIdentity.arn:*AWSReservedSSO*
-- description: Root and IAM users who signed in to the console without MFA, root first. Federated users are one row
--   of their own, MFA unknown (IdP): their identity provider may well have asked for a second factor, which
--   CloudTrail does not record.
-- condition: Successful ConsoleLogin events of type IAMUser or Root whose MFAUsed is not Yes and that came through
--   no SAML provider or SSO role; all other successful sign-ins whose MFAUsed is not Yes count as MFA unknown.
-- pitfall: P7 MFAUsed speaks of AWS MFA only: federated sign-ins say No although their provider asked for MFA. It
--   may be absent (counted as without, and in not_recorded), and is YES for root.
-- pitfall: P3 Failures carry MFAUsed too; only successes are counted.
-- original: Sumo lists every sign-in whose MFAUsed is No, federated and failed ones too, and not those without it.
-- empty: No console sign-in without MFA in this range.

with login as (
  select
    actor, "userIdentity.type", account, "sourceIPAddress" as address, "eventTime",
    "additionalEventData.MFAUsed" is null as is_not_recorded,
    coalesce("userIdentity.type", '') not in ('IAMUser', 'Root')
    or "additionalEventData.SamlProviderArn" is not null
    or contains(coalesce("userIdentity.arn", ''), 'AWSReservedSSO') as is_federated
  from event
  where "eventName" = 'ConsoleLogin'
    and lower("responseElements.ConsoleLogin") = 'success'
    and coalesce(lower("additionalEventData.MFAUsed"), '') <> 'yes'
),

shown as (
  select
    *,
    case
      when is_federated then 'MFA unknown (IdP)'
      when "userIdentity.type" = 'Root' then 'No MFA (root)'
      else 'No MFA'
    end as mfa,
    if(is_federated, null, actor) as named_actor,
    if(is_federated, null, account) as named_account
  from login
  where $show = 'all' or ($show = 'idp') = is_federated
)

select
  mfa,
  named_actor as actor,
  "userIdentity.type",
  named_account as account,
  count(*) as events,
  count(*) filter (where is_not_recorded) as not_recorded,
  count(distinct actor) as actors,
  count(distinct address) as addresses,
  array_to_string(list_sort(list(distinct address))[1:5], ', ') as address_list,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from shown
group by mfa, named_actor, "userIdentity.type", named_account
order by
  case mfa when 'No MFA (root)' then 1 when 'No MFA' then 2 else 3 end,
  events desc, named_actor, named_account
