-- title: Created and Deleted Network and Security Events
-- chart: pie
-- stack: eventName
-- size: medium
-- keys: eventName, service
-- query: outcome:success AND NOT eventCategory:(Insight OR NetworkActivity)
--   AND ((service:ec2 AND (
--   (verb:(Create OR Delete) AND resourceType:(SecurityGroup OR NetworkAcl OR NetworkAclEntry OR Vpc OR DefaultVpc
--   OR Subnet OR DefaultSubnet OR DhcpOptions OR VpcPeeringConnection OR VpcEndpoint OR VpcEndpoints OR Route
--   OR RouteTable OR TransitGateway OR TransitGatewayRoute OR TransitGatewayRouteTable OR InternetGateway
--   OR EgressOnlyInternetGateway OR NatGateway OR CustomerGateway OR VpnGateway OR VpnConnection
--   OR VpnConnectionRoute OR ClientVpnEndpoint OR FlowLogs OR KeyPair))
--   OR eventName:(AuthorizeSecurityGroupIngress OR AuthorizeSecurityGroupEgress OR RevokeSecurityGroupIngress
--   OR RevokeSecurityGroupEgress OR ImportKeyPair)))
--   OR (service:kms AND eventName:(CreateKey OR ReplicateKey OR ScheduleKeyDeletion OR CreateAlias OR DeleteAlias
--   OR CreateCustomKeyStore OR DeleteCustomKeyStore OR ImportKeyMaterial OR DeleteImportedKeyMaterial))
--   OR (service:(waf OR waf-regional OR wafv2 OR network-firewall) AND verb:(Create OR Delete)))
-- description: What was created and deleted of the network (VPCs, subnets, routes, gateways, endpoints, VPN, flow
--   logs) and of security (security groups and their rules, network ACLs, key pairs, KMS keys, WAF, firewalls).
--   Attempts that failed are in a column of their own.
-- condition: Successful calls that create or delete something of a fixed list of network and security topics, by
--   event name.
-- pitfall: P3 A call that failed changed nothing; failures are a column beside the count.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: A name that contains Network or Security is not a topic: network interfaces of autoscaling and Lambda,
--   network insights paths and the security configurations and groups of other services are left out, and rules,
--   VPCs, routes, gateways, flow logs, key pairs, WAF and KMS are in.
-- original: Sumo counts Create… and Delete… calls whose name contains Network or Security, failed ones too.
-- empty: Nothing of the network or of security was created or deleted in this range.

with ec2_resource (topic, names) as (
  values
    ('Security groups', ['SecurityGroup']),
    ('Network ACLs', ['NetworkAcl', 'NetworkAclEntry']),
    ('VPCs and subnets', ['Vpc', 'DefaultVpc', 'Subnet', 'DefaultSubnet', 'DhcpOptions', 'VpcPeeringConnection']),
    ('Endpoints', ['VpcEndpoint', 'VpcEndpoints']),
    ('Routes', ['Route', 'RouteTable', 'TransitGatewayRoute', 'TransitGatewayRouteTable']),
    ('Gateways', ['InternetGateway', 'EgressOnlyInternetGateway', 'NatGateway', 'TransitGateway']),
    ('VPN', ['CustomerGateway', 'VpnGateway', 'VpnConnection', 'VpnConnectionRoute', 'ClientVpnEndpoint']),
    ('Flow logs', ['FlowLogs']),
    ('Key pairs', ['KeyPair'])
),

named_call (service, topic, creating, deleting) as (
  values
    (
      'ec2', 'Security groups',
      ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
      ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress']
    ),
    ('ec2', 'Key pairs', ['ImportKeyPair'], []),
    (
      'kms', 'KMS keys',
      ['CreateKey', 'ReplicateKey', 'CreateAlias', 'CreateCustomKeyStore', 'ImportKeyMaterial'],
      ['ScheduleKeyDeletion', 'DeleteAlias', 'DeleteCustomKeyStore', 'DeleteImportedKeyMaterial']
    )
),

topic_call as (
  select 'ec2' as service, topic, 'Create' || unnest(names) as "eventName", 'created' as change from ec2_resource
  union all
  select 'ec2', topic, 'Delete' || unnest(names), 'deleted' from ec2_resource
  union all
  select service, topic, unnest(creating), 'created' from named_call
  union all
  select service, topic, unnest(deleting), 'deleted' from named_call
),

call as (
  select "eventName", service, outcome, verb, actor, "eventTime"
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
),

by_name as (
  select call.*, topic_call.topic, topic_call.change
  from call
  join topic_call using (service, "eventName")
),

by_service as (
  select
    *,
    if(service = 'network-firewall', 'Network firewall', 'WAF') as topic,
    if(verb = 'Create', 'created', 'deleted') as change
  from call
  where service in ('waf', 'waf-regional', 'wafv2', 'network-firewall') and verb in ('Create', 'Delete')
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
from (from by_name union all by name from by_service)
group by "eventName", service, topic, change
order by events desc, failed desc, "eventName", service
