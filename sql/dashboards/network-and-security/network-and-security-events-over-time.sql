-- title: Network and Security Events Over Time
-- chart: column
-- stack: $group_by
-- size: wide
-- keys: eventName, service, actor, outcome
-- option: group_by (Split by) = eventName|Call, service|Service, actor|Actor, outcome|Outcome
-- option: attempts (Attempts that failed) = false|Left out, true|Counted
-- query: access:write AND NOT eventCategory:(Insight OR NetworkActivity)
--   AND ((service:ec2 AND resourceType:(SecurityGroup* OR NetworkAcl* OR ManagedPrefixList OR Vpc* OR DefaultVpc*
--   OR Subnet* OR DefaultSubnet* OR DhcpOptions OR Route* OR TransitGateway* OR VgwRoutePropagation OR *InternetGateway
--   OR NatGateway* OR CarrierGateway* OR LocalGateway* OR CustomerGateway* OR VpnGateway* OR VpnConnection*
--   OR VpnTunnel* OR ClientVpn* OR FlowLogs OR TrafficMirror* OR KeyPair))
--   OR (service:kms AND resourceType:(Key* OR Alias OR CustomKeyStore OR ImportedKeyMaterial OR PrimaryRegion))
--   OR service:(waf OR waf-regional OR wafv2 OR network-firewall))
-- query when attempts=false: outcome:success
-- description: When something of the network (VPCs, subnets, routes, gateways, endpoints, VPN, flow logs, traffic
--   mirrors) or of security (security groups and their rules, network ACLs, prefix lists, key pairs, KMS keys, WAF,
--   firewalls) was created, changed or deleted. Looking is not counted. Count failed attempts, split by outcome, to
--   see what somebody tried.
-- condition: Successful calls that change something of a fixed list of network and security topics, by time and name
--   of the call.
-- pitfall: P3 A call that failed changed nothing; failures are counted only when asked for.
-- pitfall: P5 Calls that only read are left out by readOnly: Describe… would be five of six events with such names.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: A name that contains Network or Security is not a topic: network interfaces of autoscaling and Lambda,
--   network insights paths and the security configurations and groups of other services are left out, and rules,
--   VPCs, routes, gateways, flow logs, key pairs, WAF and KMS are in.
-- original: Sumo counts calls whose name contains Network or Security, those that only read and failed ones too.
-- empty: Nothing of the network or of security was changed in this range.

with change as (
  select *, network_topic_of(service, "resourceType") as topic
  from event
  where list_contains(['ec2', 'kms', 'waf', 'waf-regional', 'wafv2', 'network-firewall'], service)
    and access = 'write'
    and "eventCategory" not in ('Insight', 'NetworkActivity')
    and ($attempts = 'true' or outcome = 'success')
)

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "$group_by",
  count(*) as events,
  count(distinct actor) as actors,
  array_to_string(list_sort(list(distinct topic))[1:5], ', ') as topic_list,
  array_to_string(list_sort(list(distinct actor))[1:5], ', ') as actor_list
from change
where topic is not null
group by bucket_at, "$group_by"
order by bucket_at, events desc, "$group_by"
