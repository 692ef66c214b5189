-- title: Recent Security Group and Network ACL Changes
-- chart: table
-- size: full
-- keys: eventID
-- rows: 500
-- query: service:ec2 AND NOT eventCategory:NetworkActivity AND eventID:*
--   AND eventName:(AuthorizeSecurityGroupIngress OR AuthorizeSecurityGroupEgress OR RevokeSecurityGroupIngress
--   OR RevokeSecurityGroupEgress OR CreateSecurityGroup OR DeleteSecurityGroup OR ModifySecurityGroupRules
--   OR UpdateSecurityGroupRuleDescriptionsIngress OR UpdateSecurityGroupRuleDescriptionsEgress OR CreateNetworkAcl
--   OR DeleteNetworkAcl OR CreateNetworkAclEntry OR DeleteNetworkAclEntry OR ReplaceNetworkAclEntry
--   OR ReplaceNetworkAclAssociation)
-- description: The latest changes of security groups and network ACLs, one row for each rule and each range of
--   addresses, so that a call may have several rows; failed attempts are listed with their outcome. open_to_world says
--   that the call adds a rule that allows every address. The rule is its id in a security group, and action and number
--   in a network ACL, where a deny with a lower number wins.
-- condition: The calls to EC2 that create, delete or change security groups, network ACLs and their rules, whether
--   they succeeded or not, the newest 500 rows.
-- pitfall: P3 A failed attempt changed nothing, but shows what somebody wanted; see outcome.
-- pitfall: Rules hide in several places: ipPermissions with ranges of IPv4, IPv6, prefix lists and groups, parameters
--   of old requests beside it, ModifySecurityGroupRulesRequest, and the response; all of them are read.
-- pitfall: RunInstances, ModifyInstanceAttribute and ModifyNetworkInterfaceAttribute attach existing groups to a
--   machine without any event of this list.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not listed.
-- original: Sumo lists the calls with the first rule of each, and in its CIS application leaves out Authorize….
-- empty: No security group and no network ACL was changed in this range.

with change as not materialized (
  -- A condition by list_contains is met in the scan, before the raw record is read; one by IN is met after it.
  select *
  from event
  where service = 'ec2'
    and list_contains(
      [
        'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress',
        'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup', 'ModifySecurityGroupRules',
        'UpdateSecurityGroupRuleDescriptionsIngress', 'UpdateSecurityGroupRuleDescriptionsEgress', 'CreateNetworkAcl',
        'DeleteNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
        'ReplaceNetworkAclAssociation'
      ],
      "eventName"
    )
    and "eventCategory" <> 'NetworkActivity'
    and "eventID" is not null
),

-- Each call has a row at least, so that the newest rows are in the newest calls; one more lets the runner see that
-- there are further ones.
newest as (
  select record_id
  from change
  order by "eventTime" desc, "eventID"
  limit 501
),

call as (
  select
    "eventTime", actor, "eventName", outcome, "awsRegion", "sourceIPAddress", "eventID",
    contains("eventName", 'NetworkAcl') as is_acl,
    json_extract(raw, '$.requestParameters') as request,
    json_extract(raw, '$.responseElements') as response
  from change
  where record_id in (from newest)
),

named as (
  select
    *,
    coalesce(
      json_extract_string(request, '$.groupId'),
      json_extract_string(unwrapped_request(lower_json(request)), '$.groupid'),
      json_extract_string(response, '$.groupId'),
      json_extract_string(request, '$.networkAclId'),
      json_extract_string(response, '$.networkAcl.networkAclId')
    ) as id,
    json_extract_string(request, '$.groupName') as name,
    if(is_acl, [network_acl_rule(request)], security_group_rules(request, response)) as rules
  from call
),

-- A call without rules is one row.
ruled as (
  select *, unnest(if(len(rules) = 0, [null], rules)) as rule
  from named
)

select
  "eventTime",
  actor,
  "eventName",
  coalesce(id || coalesce(' (' || name || ')', ''), name) as group_or_acl,
  coalesce(
    rule.direction,
    case when contains("eventName", 'Egress') then 'egress' when contains("eventName", 'Ingress') then 'ingress' end
  ) as direction,
  rule.rule as rule,
  rule.protocol as protocol,
  rule.ports as ports,
  rule.source as source,
  coalesce(
    rule.source in ('0.0.0.0/0', '::/0')
    and (
      starts_with("eventName", 'Authorize')
      or "eventName" = 'ModifySecurityGroupRules'
      or is_acl and starts_with(rule.rule, 'allow')
    ),
    false
  ) as open_to_world,
  outcome,
  "awsRegion",
  "sourceIPAddress",
  "eventID"
from ruled
order by "eventTime" desc, "eventID", direction, rule.rule, protocol, ports, source
