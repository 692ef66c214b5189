-- title: Short Lived Critical Operations
-- chart: table
-- size: full
-- keys: created_id=eventID, removed_id=eventID
-- rows: 150
-- option: show (Show) = all|All, iam|Identities and their rights, ec2|Instances and security groups, cloudtrail|Trails
-- option: launches (Instances that AWS services launch or end) = false|Left out, true|Counted
-- messages: rows
-- query: service:(iam OR ec2 OR cloudtrail) AND outcome:success AND NOT eventCategory:NetworkActivity
--   AND eventName:(Create* OR Delete* OR Put* OR Attach* OR Detach* OR AddUserToGroup OR RemoveUserFromGroup
--   OR Authorize* OR Revoke* OR RunInstances OR TerminateInstances OR StopLogging OR StartLogging)
-- description: What was made and soon removed again, as intruders do who try something out, work for minutes with an
--   identity of their own, or clean up: users, groups, roles, their policies, keys, passwords and memberships, security
--   groups and their rules, instances and trails, and logging that was off for a moment. Deployments do the same every
--   day; see created_by. The time limit is a setting of the case, 10 minutes if not set.
-- condition: Each successful call that makes something, with the next successful call that removes the same thing in
--   the same account, if it follows within the short-lived limit of the case, by whomever; the newest 150 pairs.
-- pitfall: P3 A create or delete that failed made or removed nothing, and is no part of a pair.
-- pitfall: P6 Autoscaling and other services launch and end instances all day, which is nobody's doing; RunInstances
--   and TerminateInstances that AWS set off are left out unless asked for.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are no part of a pair.
-- pitfall: A removal before the creation is no short life; the removal has to follow.
-- pitfall: A thing made twice has two lives; each creation is paired with the next removal, not with a sum of times.
-- pitfall: Whoever removes it need not be who made it; pairs are found by account and thing.
-- pitfall: A thing made before the range, or removed after it, has no pair in it.
-- original: Sumo knows users, groups and policies of users only, asks for the same actor, counts failed calls, and
--   takes sums of times, so that things removed first and made again later appear.
-- empty: Nothing that was made in this range was removed again within the short-lived limit.

with pair (kind, creating, removing) as (
  values
    ('user', 'CreateUser', 'DeleteUser'),
    ('group', 'CreateGroup', 'DeleteGroup'),
    ('role', 'CreateRole', 'DeleteRole'),
    ('access key', 'CreateAccessKey', 'DeleteAccessKey'),
    ('password', 'CreateLoginProfile', 'DeleteLoginProfile'),
    ('policy', 'CreatePolicy', 'DeletePolicy'),
    ('policy version', 'CreatePolicyVersion', 'DeletePolicyVersion'),
    ('policy of a user', 'PutUserPolicy', 'DeleteUserPolicy'),
    ('policy of a role', 'PutRolePolicy', 'DeleteRolePolicy'),
    ('policy of a group', 'PutGroupPolicy', 'DeleteGroupPolicy'),
    ('policy attached to a user', 'AttachUserPolicy', 'DetachUserPolicy'),
    ('policy attached to a role', 'AttachRolePolicy', 'DetachRolePolicy'),
    ('policy attached to a group', 'AttachGroupPolicy', 'DetachGroupPolicy'),
    ('membership of a group', 'AddUserToGroup', 'RemoveUserFromGroup'),
    ('security group', 'CreateSecurityGroup', 'DeleteSecurityGroup'),
    ('ingress rule', 'AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'),
    ('egress rule', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'),
    ('instance', 'RunInstances', 'TerminateInstances'),
    ('trail', 'CreateTrail', 'DeleteTrail'),
    ('logging switched off', 'StopLogging', 'StartLogging')
),

-- Conditions on one column are met in the scan; IN and OR would be met after it.
critical as not materialized (
  select *
  from event
  where list_contains(['iam', 'ec2', 'cloudtrail'], service)
    and regexp_full_match(
      "eventName",
      '(Create|Delete)(User|Group|Role|AccessKey|LoginProfile|Policy|PolicyVersion|SecurityGroup|Trail)'
      || '|(Put|Delete|Attach|Detach)(User|Role|Group)Policy|AddUserToGroup|RemoveUserFromGroup'
      || '|(Authorize|Revoke)SecurityGroup(In|E)gress|(Run|Terminate)Instances|(Start|Stop)Logging'
    )
    and outcome = 'success'
    and "eventCategory" <> 'NetworkActivity'
    and "eventID" is not null
    and account is not null
),

creation as (
  select record_id, "eventTime", account, pair.kind
  from critical
  join pair on pair.creating = critical."eventName"
  where ($show = 'all' or service = $show)
    and ($launches = 'true' or initiator = 'principal' or pair.kind <> 'instance')
),

removal as (
  select record_id, "eventTime", account, pair.kind
  from critical
  join pair on pair.removing = critical."eventName"
  where $launches = 'true' or initiator = 'principal' or pair.kind <> 'instance'
),

-- Only calls with one of the other side near to them, whatever it is about, can be part of a pair; what all others
-- are about need not be read.
near as (
  select creation.record_id
  from creation
  asof join removal
    on creation.kind = removal.kind
    and creation.account = removal.account
    and creation."eventTime" <= removal."eventTime"
  where removal."eventTime" - creation."eventTime" <= $short_lived
  union all
  select removal.record_id
  from removal
  asof join creation
    on removal.kind = creation.kind
    and removal.account = creation.account
    and removal."eventTime" >= creation."eventTime"
  where removal."eventTime" - creation."eventTime" <= $short_lived
),

call as (
  select
    "eventTime", "eventName", actor, account, "awsRegion", "sourceIPAddress", "eventID",
    change_request as request,
    change_response as response
  from critical
  where record_id in (from near)
),

named as (
  select
    *,
    coalesce(
      json_extract_string(request, '$.userName'), json_extract_string(response, '$.user.userName'),
      json_extract_string(response, '$.loginProfile.userName'), json_extract_string(response, '$.accessKey.userName')
    ) as user_name,
    json_extract_string(request, '$.roleName') as role_name,
    json_extract_string(request, '$.groupName') as group_name,
    json_extract_string(request, '$.policyName') as policy_name,
    coalesce(json_extract_string(request, '$.policyArn'), json_extract_string(response, '$.policy.arn')) as policy_arn,
    coalesce(json_extract_string(response, '$.groupId'), json_extract_string(request, '$.groupId')) as group_id,
    coalesce(json_extract_string(response, '$.trailARN'), json_extract_string(request, '$.name')) as trail
  from call
),

-- One row for each thing of a call. A rule of a security group has two keys, since calls name it by its id or by
-- what it says.
thing as (
  select
    * exclude (request, response),
    case
      when regexp_matches("eventName", '^(Authorize|Revoke)') then list_transform(
        security_group_rules(request, response),
        lambda rule: {
          object: concat_ws(' ', group_id, rule.protocol, rule.ports, rule.source),
          keys: [rule.rule, group_id || nullif(concat_ws(' ', rule.protocol, rule.ports, rule.source), '')]
        }
      )
      when "eventName" in ('RunInstances', 'TerminateInstances') then list_transform(
        json_items(json_extract(request, '$.instancesSet')) || json_items(json_extract(response, '$.instancesSet')),
        lambda instance: {
          object: json_extract_string(instance, '$.instanceId'),
          keys: [json_extract_string(instance, '$.instanceId')]
        }
      )
      else list_transform(
        [case
          when "eventName" in ('CreateAccessKey', 'DeleteAccessKey')
            then coalesce(
              json_extract_string(response, '$.accessKey.accessKeyId'), json_extract_string(request, '$.accessKeyId')
            )
          when "eventName" in ('CreatePolicy', 'DeletePolicy') then policy_arn
          when ends_with("eventName", 'PolicyVersion')
            then policy_arn || ' ' || coalesce(
              json_extract_string(response, '$.policyVersion.versionId'), json_extract_string(request, '$.versionId')
            )
          when ends_with("eventName", 'SecurityGroup') then group_id
          when regexp_matches("eventName", '(Trail|Logging)$')
            then coalesce(nullif(regexp_extract(trail, '^arn:[^:]*:cloudtrail:([^:]+):', 1), ''), "awsRegion")
              || ' ' || coalesce(arn_name(trail), trail)
          when contains("eventName", 'UserToGroup') or contains("eventName", 'UserFromGroup')
            then user_name || ' ← ' || group_name
          when ends_with("eventName", 'Policy')
            then coalesce(user_name, role_name, group_name) || ' ← ' || coalesce(policy_arn, policy_name)
          else coalesce(user_name, role_name, group_name)
        end],
        lambda name: {object: name, keys: [name]}
      )
    end as things
  from named
),

keyed as materialized (
  select * exclude (thing), thing.object as object, unnest(thing.keys) as key
  from (select * exclude (things), unnest(things) as thing from thing)
),

created as (
  select distinct keyed.*, pair.kind
  from keyed
  join pair on pair.creating = keyed."eventName"
  where key is not null
),

removed as (
  select
    pair.kind, account, key, "eventTime",
    first({id: "eventID", actor: actor, address: "sourceIPAddress"} order by "eventID") as call
  from keyed
  join pair on pair.removing = keyed."eventName"
  where key is not null
  group by all
),

matched as (
  select created.*, removed."eventTime" as removed_at, removed.call as removal
  from created
  asof join removed
    on created.kind = removed.kind
    and created.account = removed.account
    and created.key = removed.key
    and created."eventTime" <= removed."eventTime"
  where removed."eventTime" - created."eventTime" <= $short_lived
  qualify row_number() over (
    partition by created."eventID", created.kind, created.object
    order by removed."eventTime", removed.call.id
  ) = 1
)

select
  "eventTime" as created_at,
  removed_at,
  date_diff('second', "eventTime", removed_at) as lived_seconds,
  kind,
  object,
  actor as created_by,
  removal.actor as removed_by,
  account,
  "awsRegion",
  concat_ws(', ', "sourceIPAddress", if(removal.address = "sourceIPAddress", null, removal.address)) as address_list,
  "eventID" as created_id,
  removal.id as removed_id
from matched
order by created_at desc, removed_at desc, kind, object, created_id
