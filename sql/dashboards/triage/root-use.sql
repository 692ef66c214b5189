-- title: Root Use
-- chart: table
-- size: full
-- keys: eventID
-- rows: 500
-- option: reads (Calls that only read) = false|Left out, true|Shown
-- query: userIdentity.type:Root AND -userIdentity.invokedBy:* AND NOT eventType:AwsServiceEvent
--   AND NOT eventName:CreateServiceLinkedRole AND NOT eventCategory:(Insight OR NetworkActivity) AND eventID:*
-- query when reads=false: access:write OR eventType:AwsConsoleSignIn OR eventName:(GetSessionToken
--   OR GetFederationToken)
-- description: What the root users of the accounts did themselves, newest first, with how they got in and whether
--   with MFA. Sign-ins are always listed, failed ones too; calls that only read are left out unless asked for. Root
--   is for emergencies: every line wants an explanation. How: sign-in, access key (a permanent key of root), session,
--   or AssumeRoot (a session that the organisation's management account opened).
-- condition: Events of userIdentity.type Root without invokedBy that are neither AwsServiceEvent nor
--   CreateServiceLinkedRole, and that write, sign in or give out a session token.
-- pitfall: P1 Root has a userName only where the account has an alias; it is found by its type, and a userName in a
--   request may be a victim's.
-- pitfall: P6 Service events, calls that a service made on root's behalf, and the service-linked roles that come
--   with them are not root's doing.
-- pitfall: P3 Failed sign-ins of root are listed; they have no errorCode, only their outcome.
-- pitfall: P7 MFAUsed is YES in capitals for root and may be absent; where nothing is recorded, mfa is empty.
-- pitfall: P8 Root's sign-ins are recorded in us-east-1, which says nothing about where root was.
-- original: Sumo means to leave out service events, but compares eventName with AwsServiceEvent, so they are counted;
--   its compliance app demands a userName, which root has only with an account alias.
-- empty: Root did nothing in this range.

with used as (
  select
    "eventTime", actor, "eventName", service, resource, outcome, "sourceIPAddress", country, "eventID",
    lower("eventType") = 'awsconsolesignin' as is_sign_in,
    "additionalEventData.MFAUsed" as mfa_used,
    "userIdentity.sessionContext.attributes.mfaAuthenticated" as session_mfa,
    "userIdentity.accessKeyId" as access_key,
    raw
  from event
  where "userIdentity.type" = 'Root'
    and "userIdentity.invokedBy" is null
    and coalesce("eventType", '') <> 'AwsServiceEvent'
    and coalesce("eventName", '') <> 'CreateServiceLinkedRole'
    and "eventCategory" not in ('Insight', 'NetworkActivity')
    and "eventID" is not null
    and (
      $reads = 'true'
      or access = 'write'
      or lower("eventType") = 'awsconsolesignin'
      or "eventName" in ('GetSessionToken', 'GetFederationToken')
    )
)

select
  "eventTime",
  actor,
  "eventName",
  service,
  resource,
  outcome,
  case
    when is_sign_in then 'sign-in'
    when json_extract_string(raw, '$.userIdentity.sessionContext.assumedRoot') = 'true' then 'AssumeRoot'
    when starts_with(access_key, 'AKIA') then 'access key'
    when access_key is not null then 'session'
  end as how,
  case lower(coalesce(if(is_sign_in, mfa_used, null), session_mfa))
    when 'yes' then 'yes'
    when 'true' then 'yes'
    when 'no' then 'no'
    when 'false' then 'no'
  end as mfa,
  "sourceIPAddress",
  country,
  "eventID"
from used
order by "eventTime" desc, "eventID"
