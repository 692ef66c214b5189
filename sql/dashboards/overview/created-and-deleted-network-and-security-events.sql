-- title: Created and Deleted Network and Security Events
-- chart: pie
-- stack: eventName
-- size: medium
-- keys: eventName, service
-- query: outcome:success AND NOT eventCategory:(Insight OR NetworkActivity)
--   AND ((service:ec2 AND resourceType:(SecurityGroup* OR NetworkAcl* OR ManagedPrefixList OR Vpc* OR DefaultVpc*
--   OR Subnet* OR DefaultSubnet* OR DhcpOptions OR Route* OR TransitGateway* OR VgwRoutePropagation OR *InternetGateway
--   OR NatGateway* OR CarrierGateway* OR LocalGateway* OR CustomerGateway* OR VpnGateway* OR VpnConnection*
--   OR VpnTunnel* OR ClientVpn* OR FlowLogs OR TrafficMirror* OR KeyPair))
--   OR (service:kms AND resourceType:(Key* OR Alias OR CustomKeyStore OR ImportedKeyMaterial OR PrimaryRegion))
--   OR service:(waf OR waf-regional OR wafv2 OR network-firewall))
--   AND (verb:(Create OR Delete) OR eventName:(AuthorizeSecurityGroupIngress OR AuthorizeSecurityGroupEgress
--   OR RevokeSecurityGroupIngress OR RevokeSecurityGroupEgress OR ImportKeyPair OR ReplicateKey OR ImportKeyMaterial
--   OR ScheduleKeyDeletion))
-- description: What was created and deleted of the network (VPCs, subnets, routes, gateways, endpoints, VPN, flow
--   logs, traffic mirrors) and of security (security groups and their rules, network ACLs, prefix lists, key pairs, KMS
--   keys, WAF, firewalls). Attempts that failed are in a column of their own.
-- condition: Successful calls that create or delete something of a fixed list of network and security topics, by
--   event name.
-- pitfall: P3 A call that failed changed nothing; failures are a column beside the count.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: A name that contains Network or Security is not a topic: network interfaces of autoscaling and Lambda,
--   network insights paths and the security configurations and groups of other services are left out, and rules,
--   VPCs, routes, gateways, flow logs, key pairs, WAF and KMS are in.
-- original: Sumo counts Create… and Delete… calls whose name contains Network or Security, failed ones too.
-- empty: Nothing of the network or of security was created or deleted in this range.

with call as (
  select
    "eventName", service, outcome, actor, "eventTime",
    network_topic_of(service, "resourceType") as topic,
    case
      when verb = 'Create'
        or list_contains(
          [
            'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'ImportKeyPair', 'ReplicateKey',
            'ImportKeyMaterial'
          ],
          "eventName"
        ) then 'created'
      when verb = 'Delete'
        or list_contains(
          ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'ScheduleKeyDeletion'], "eventName"
        ) then 'deleted'
    end as change
  from event
  where list_contains(['ec2', 'kms', 'waf', 'waf-regional', 'wafv2', 'network-firewall'], service)
    and list_contains(['Create', 'Delete', 'Authorize', 'Revoke', 'Import', 'Replicate', 'Schedule'], verb)
    and "eventCategory" not in ('Insight', 'NetworkActivity')
)

select
  "eventName",
  service,
  topic,
  change,
  count(*) filter (where outcome = 'success') as events,
  count(*) filter (where outcome <> 'success') as failed,
  count(distinct actor) as actors,
  min("eventTime") as first_at,
  max("eventTime") as last_at
from call
where topic is not null
  and change is not null
group by "eventName", service, topic, change
order by events desc, failed desc, "eventName", service
