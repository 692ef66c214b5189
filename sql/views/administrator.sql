-- purpose: who is an administrator, as far as the data tells and the case's settings say

-- one row = one principal that is an administrator · kept in memory, filled from `administrator_now`
create table if not exists memory.main.administrator (
  principal varchar not null,
  reason varchar not null
);

-- one row = one successful call that gave somebody administrative rights · kind: user, role or group
create or replace view administrator_grant as
with granting as (
  select
    account,
    "eventName",
    json_extract_string(change_request, '$.policyArn') as policy_arn,
    json_extract(change_request, '$.policyDocument') as policy,
    json_extract_string(change_request, '$.userName') as user_name,
    json_extract_string(change_request, '$.roleName') as role_name,
    json_extract_string(change_request, '$.groupName') as group_name
  from "case".main.record
  where "eventSource" = 'iam.amazonaws.com'
    and outcome = 'success'
    and "eventName" in (
      'AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy'
    )
)

select
  account,
  case
    when "eventName" like '%UserPolicy' then 'user'
    when "eventName" like '%RolePolicy' then 'role'
    else 'group'
  end as kind,
  case
    when "eventName" like '%UserPolicy' then user_name
    when "eventName" like '%RolePolicy' then role_name
    else group_name
  end as name,
  coalesce(arn_name(policy_arn), 'a policy with the rights of an administrator') as policy
from granting
where regexp_matches(policy_arn, ':policy/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$')
  or is_administrative_policy(policy);

-- one row = one reason why a principal seen in the data is an administrator; settings are not looked at
create or replace view administrator_derived as
with seen as (
  select distinct
    coalesce(role, identity) as principal,
    "userIdentity.type" = 'Root' as is_root
  from "case".main.record
  where initiator = 'principal' and coalesce(role, identity) like 'arn:%'
),

known as (
  select
    principal,
    is_root,
    split_part(principal, ':', 5) as account,
    regexp_extract(split_part(principal, ':', 6), '^([a-z]+)/', 1) as kind,
    arn_name(principal) as name
  from seen
),

admin_group as (
  select account, name, policy from administrator_grant where kind = 'group'
),

member as (
  select
    account,
    json_extract_string(change_request, '$.userName') as name,
    json_extract_string(change_request, '$.groupName') as group_name
  from "case".main.record
  where "eventSource" = 'iam.amazonaws.com' and "eventName" = 'AddUserToGroup' and outcome = 'success'
)

select principal, 'root user' as reason
from known
where is_root
union
select known.principal, 'was given ' || administrator_grant.policy
from known
join administrator_grant using (account, kind, name)
union
select known.principal, 'was put into the group ' || member.group_name
from known
join member using (account, name)
left join admin_group on admin_group.account = member.account and admin_group.name = member.group_name
where known.kind = 'user'
  and (admin_group.name is not null or regexp_matches(member.group_name, '(?i)admin'))
union
select principal, if(name like 'AWSReservedSSO%', 'SSO permission set for administrators', 'is a role named admin')
from known
where kind = 'role' and regexp_matches(name, '(?i)admin');

-- one row = one administrator of the case: what is derived, with what the settings add and without what they take out
create or replace view administrator_now as
with added as (
  select unnest(from_json(value, '["VARCHAR"]')) as principal
  from "case".main.case_property
  where name = 'administrators_added' and json_valid(value)
),

removed as (
  select unnest(from_json(value, '["VARCHAR"]')) as principal
  from "case".main.case_property
  where name = 'administrators_removed' and json_valid(value)
)

select principal, string_agg(distinct reason, '; ' order by reason) as reason
from (
  from administrator_derived
  union all
  select principal, 'added in the case settings' from added
)
where principal is not null
  and principal not in (select principal from removed where principal is not null)
group by principal
order by principal;
