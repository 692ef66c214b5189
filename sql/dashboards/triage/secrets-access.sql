-- title: Secrets Access
-- chart: table
-- size: full
-- rows: 500
-- keys: actor, sourceIPAddress
-- option: aws_calls (Calls by AWS services) = false|Left out, true|Counted
-- query: NOT eventCategory:(Insight OR NetworkActivity) AND (
--   (service:secretsmanager AND eventName:(GetSecretValue OR BatchGetSecretValue))
--   OR (service:ssm AND eventName:(GetParameter OR GetParameters OR GetParametersByPath OR GetParameterHistory)
--   AND (requestParameters.withDecryption:true OR (-outcome:success AND -requestParameters:*)))
--   OR (service:ec2 AND eventName:GetPasswordData))
-- query when aws_calls=false: initiator:principal
-- description: Who read secrets, from which address, and how many different ones: secrets of Secrets Manager, decrypted
--   parameters of Systems Manager and Windows passwords of instances. Workloads read the same few over and over;
--   many different ones, or an address of its own, is what an intruder looks like. Most different secrets first.
-- condition: GetSecretValue, BatchGetSecretValue, GetPasswordData, and GetParameter, GetParameters,
--   GetParametersByPath and GetParameterHistory with decryption or without a recorded request, by actor and address.
-- pitfall: P1 Sessions of a role are kept apart by the actor.
-- pitfall: P4 EC2 refuses GetPasswordData with Client.UnauthorizedOperation; refused calls count, and are in denied.
-- pitfall: P6 Rotation and other services' own calls are left out unless asked for.
-- pitfall: A secret is named by its ARN or its name; both count as one. BatchGetSecretValue by filter names none, but
--   each secret it gives is a GetSecretValue of its own.
-- pitfall: Decrypt of KMS is not counted: nearly every service calls it all the time, and it names no secret; nor is
--   GetAuthorizationToken, with which build machines sign in to registries.
-- original: Sumo has no such panel.
-- empty: No secrets were read in this range.

-- The few refused calls whose request CloudTrail did not keep: it is not known whether they asked for decryption.
with untold as (
  select record_id
  from event
  where list_contains(['GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory'], "eventName")
    and outcome <> 'success'
    and "requestParameters.withDecryption" is null
    and "requestParameters" is null
),

access as (
  select
    actor, "sourceIPAddress", country, network, "eventName", outcome, account, "awsRegion", "eventTime",
    case
      when record_id in (from untold) then []
      when "eventName" in ('GetParameters', 'BatchGetSecretValue') then string_split(resource, ', ')
      when "eventName" = 'GetParametersByPath' then [resource || ' and below']
      else [resource]
    end as names
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and ($aws_calls = 'true' or initiator = 'principal')
    and list_contains(
      [
        'GetSecretValue', 'BatchGetSecretValue', 'GetParameter', 'GetParameters', 'GetParametersByPath',
        'GetParameterHistory', 'GetPasswordData'
      ],
      "eventName"
    )
    and (
      (service = 'secretsmanager' and "eventName" in ('GetSecretValue', 'BatchGetSecretValue'))
      or (
        service = 'ssm'
        and "eventName" in ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')
        and (lower("requestParameters.withDecryption") = 'true' or record_id in (from untold))
      )
      or (service = 'ec2' and "eventName" = 'GetPasswordData')
    )
),

-- Workloads read the same secrets over and over; one row = one set of names, however often it was read.
read as (
  select
    actor, "sourceIPAddress", account, "awsRegion", "eventName", names,
    any_value(country) as country,
    any_value(network) as network,
    count(*) as events,
    count(*) filter (where outcome = 'denied') as denied,
    min("eventTime") as first_at,
    max("eventTime") as last_at
  from access
  group by actor, "sourceIPAddress", account, "awsRegion", "eventName", names
),

named as (
  select
    *,
    list_transform(
      list_filter(names, lambda name: name is not null),
      lambda name: {place: account || ' ' || "awsRegion", name: secret_name(name)}
    ) as secrets
  from read
),

grouped as (
  select
    actor,
    "sourceIPAddress",
    any_value(country) as country,
    any_value(network) as network,
    sum(events)::bigint as events,
    coalesce(list_distinct(flatten(list(secrets))), []) as secrets,
    array_to_string(list_sort(list(distinct "eventName")), ', ') as call_list,
    sum(denied)::bigint as denied,
    min(first_at) as first_at,
    max(last_at) as last_at
  from named
  group by actor, "sourceIPAddress"
)

select
  actor,
  "sourceIPAddress",
  country,
  events,
  len(secrets) as secrets,
  array_to_string(
    list_sort(list_distinct(list_transform(secrets, lambda secret: secret.name)))[1:5], ', '
  ) as secret_list,
  call_list,
  denied,
  first_at,
  last_at,
  network
from grouped
order by len(grouped.secrets) desc, events desc, actor, "sourceIPAddress"
