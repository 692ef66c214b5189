-- title: Network ACL with All Allowed Ingress/Egress
-- chart: table
-- size: wide
-- keys: network_acl=requestParameters.networkAclId, rule_number=requestParameters.ruleNumber, eventID
-- rows: 500
-- option: protocols (Protocols) = any|All ports of any protocol, all|All protocols only
-- query: service:ec2 AND eventName:(CreateNetworkAclEntry OR ReplaceNetworkAclEntry) AND outcome:success AND eventID:*
--   AND NOT eventCategory:NetworkActivity AND requestParameters.ruleAction:allow
--   AND (requestParameters.cidrBlock:"0.0.0.0/0" OR requestParameters.ipv6CidrBlock:"::/0")
-- query when protocols=any: requestParameters.aclProtocol:"-1"
--   OR (requestParameters.portRange.from:0 AND requestParameters.portRange.to:65535)
--   OR (-requestParameters.portRange.from:* AND -requestParameters.portRange.to:*)
-- query when protocols=all: requestParameters.aclProtocol:"-1"
-- description: Entries of network ACLs that allow every address on all ports, in (ingress) or out (egress). Whether
--   they take effect depends on their number: entries are tried from the lowest number on, and a deny with a lower
--   number wins. The default network ACL of a VPC allows everything from the start, which no event tells.
-- condition: Successful CreateNetworkAclEntry and ReplaceNetworkAclEntry with action allow, for 0.0.0.0/0 or ::/0, and
--   with protocol -1, ports 0 to 65535, or no port range.
-- pitfall: P3 Attempts that failed opened nothing and are left out.
-- pitfall: The port range is missing for protocol -1, and for ICMP, which has no ports; the columns tell them apart.
-- pitfall: An entry that opens all ports to one network only is not for everybody and is left out.
-- original: Sumo goes by the ports alone, whatever the range of addresses.
-- empty: No network ACL was given an entry that allows everything in this range.

with entry as (
  -- A condition by list_contains is met in the scan, before the raw record is read; one by IN is met after it.
  select
    "eventTime", actor, "eventName", "sourceIPAddress", "awsRegion", account, "eventID",
    json_extract(raw, '$.requestParameters') as request
  from event
  where service = 'ec2'
    and list_contains(['CreateNetworkAclEntry', 'ReplaceNetworkAclEntry'], "eventName")
    and outcome = 'success'
    and "eventCategory" <> 'NetworkActivity'
    and "eventID" is not null
),

read as (
  select
    *,
    json_extract_string(request, '$.networkAclId') as network_acl,
    json_extract_string(request, '$.ruleNumber') as rule_number,
    json_extract_string(request, '$.ruleAction') as action,
    json_extract_string(request, '$.aclProtocol') as protocol,
    json_extract_string(request, '$.portRange.from') as from_port,
    json_extract_string(request, '$.portRange.to') as to_port,
    json_extract_string(request, '$.cidrBlock') as cidr,
    json_extract_string(request, '$.ipv6CidrBlock') as cidr_6,
    network_acl_rule(request) as rule
  from entry
)

select
  "eventTime",
  actor,
  "eventName",
  network_acl,
  rule_number,
  rule.direction as direction,
  rule.protocol as protocol,
  rule.ports as ports,
  rule.source as source,
  "sourceIPAddress",
  "awsRegion",
  account,
  "eventID"
from read
where lower(action) = 'allow'
  and (cidr = '0.0.0.0/0' or cidr_6 = '::/0')
  and (
    coalesce(read.protocol = '-1', false)
    or $protocols = 'any' and (from_port = '0' and to_port = '65535' or from_port is null and to_port is null)
  )
order by "eventTime" desc, "eventID"
