-- purpose: what a call changes of the network and its security, and the rules inside requests to EC2
-- source: EC2 API reference; spec: network-and-security dashboard
-- No macro raises an error: JSON of another shape gives NULL or no rules.

-- The topic of network and security that a call is about, by its service and by what follows its verb; NULL for all
-- others. Network interfaces, network insights and security groups of other services are no topic.
create or replace macro network_topic_of(service, resource_type) as
  case
    when service in ('waf', 'waf-regional', 'wafv2') then 'WAF'
    when service = 'network-firewall' then 'Network firewall'
    when service = 'kms'
      and regexp_matches(resource_type, '^(Key|Alias$|CustomKeyStore$|ImportedKeyMaterial$|PrimaryRegion$)')
      then 'KMS keys'
    when service is distinct from 'ec2' then null
    when starts_with(resource_type, 'SecurityGroup') then 'Security groups'
    when starts_with(resource_type, 'NetworkAcl') then 'Network ACLs'
    when resource_type = 'ManagedPrefixList' then 'Prefix lists'
    when starts_with(resource_type, 'VpcEndpoint') then 'Endpoints'
    when regexp_matches(resource_type, '^((Default)?(Vpc|Subnet)|DhcpOptions$)') then 'VPCs and subnets'
    when regexp_matches(resource_type, '^(TransitGateway)?Route|^VgwRoutePropagation$') then 'Routes'
    when regexp_matches(resource_type, '^(TransitGateway|NatGateway|CarrierGateway|LocalGateway)|InternetGateway$')
      then 'Gateways'
    when regexp_matches(resource_type, '^(CustomerGateway|VpnGateway|VpnConnection|VpnTunnel|ClientVpn)') then 'VPN'
    when resource_type = 'FlowLogs' then 'Flow logs'
    when starts_with(resource_type, 'TrafficMirror') then 'Traffic mirroring'
    when resource_type = 'KeyPair' then 'Key pairs'
  end;

-- The elements of a list as CloudTrail writes EC2's: {"items": […]}, a plain list, or one object instead. JSON[].
create or replace macro json_items(value) as
  list_transform(
    [coalesce(json_extract(value, '$.items'), value)],
    lambda held: case
      when json_type(held) = 'ARRAY' then json_transform(held, '["JSON"]')
      when json_type(held) = 'OBJECT' and len(json_keys(held)) > 0 then [held]
      else []
    end
  )[1];

-- Name of a protocol, which EC2 writes as a number or a name; -1 is all.
create or replace macro protocol_name(protocol) as
  case protocol
    when '-1' then 'all'
    when '1' then 'icmp'
    when '6' then 'tcp'
    when '17' then 'udp'
    when '58' then 'icmpv6'
    else lower(protocol)
  end;

-- Ports of a rule as text; ICMP has a type and a code in their place. NULL where there is no protocol either.
create or replace macro ports_text(protocol, from_port, to_port) as
  case
    when protocol is null then null
    when protocol = 'all' or coalesce(from_port, to_port, '-1') = '-1' then 'all'
    when protocol in ('icmp', 'icmpv6')
      then 'type ' || from_port || if(coalesce(to_port, '-1') = '-1', '', ' code ' || to_port)
    when from_port = '0' and to_port = '65535' then 'all'
    when from_port = to_port then from_port
    else concat_ws('-', from_port, to_port)
  end;

-- One rule of a security group, from JSON with keys in lower case.
create or replace macro security_group_rule(rule_id, is_egress, permission, source) as
  {
    rule: rule_id,
    direction: case is_egress when 'true' then 'egress' when 'false' then 'ingress' end,
    protocol: protocol_name(json_extract_string(permission, '$.ipprotocol')),
    ports: ports_text(
      protocol_name(json_extract_string(permission, '$.ipprotocol')),
      json_extract_string(permission, '$.fromport'),
      json_extract_string(permission, '$.toport')
    ),
    source: source
  };

-- Where a rule leads from or to, when it has one place only.
create or replace macro rule_source(rule) as
  coalesce(
    json_extract_string(rule, '$.cidripv4'), json_extract_string(rule, '$.cidripv6'),
    json_extract_string(rule, '$.cidrip'), json_extract_string(rule, '$.prefixlistid'),
    json_extract_string(rule, '$.referencedgroupid'), json_extract_string(rule, '$.referencedgroupinfo.groupid'),
    json_extract_string(rule, '$.sourcesecuritygroupid'), json_extract_string(rule, '$.sourcesecuritygroupname')
  );

-- All places of one element of ipPermissions; a list with NULL where it names none.
create or replace macro permission_sources(permission) as
  list_transform(
    [list_filter(
      list_transform(
        json_items(json_extract(permission, '$.ipranges'))
        || json_items(json_extract(permission, '$.ipv6ranges'))
        || json_items(json_extract(permission, '$.prefixlistids'))
        || json_items(json_extract(permission, '$.groups')),
        lambda place: coalesce(
          rule_source(place), json_extract_string(place, '$.groupid'), json_extract_string(place, '$.groupname')
        )
      ),
      lambda place: place is not null
    )],
    lambda places: if(len(places) = 0, [null], places)
  )[1];

-- What a request says about rules: ipPermissions, the parameters of old requests beside it, the rules of
-- ModifySecurityGroupRules, or rules named by their ids only.
create or replace macro requested_rules(request) as
  flatten(list_transform(
    json_items(json_extract(request, '$.ippermissions')),
    lambda permission: list_transform(
      permission_sources(permission), lambda place: security_group_rule(null, null, permission, place)
    )
  ))
  || if(
    json_extract_string(request, '$.ipprotocol') is null,
    [],
    [security_group_rule(null, null, request, rule_source(request))]
  )
  || list_transform(
    json_items(json_extract(request, '$.securitygrouprule')),
    lambda change: security_group_rule(
      json_extract_string(change, '$.securitygroupruleid'),
      null,
      json_extract(change, '$.securitygrouprule'),
      rule_source(json_extract(change, '$.securitygrouprule'))
    )
  )
  || list_transform(
    json_items(json_extract(request, '$.securitygroupruleids'))
    || json_items(json_extract(request, '$.securitygroupruledescriptions')),
    lambda named: security_group_rule(
      coalesce(
        json_extract_string(named, '$.securitygroupruleid'),
        if(json_type(named) = 'VARCHAR', json_extract_string(named, '$'), null)
      ),
      null, null, null
    )
  );

-- The rules that a response says were written or revoked, with their ids.
create or replace macro written_rules(response) as
  list_transform(
    json_items(json_extract(response, '$.securitygroupruleset'))
    || json_items(json_extract(response, '$.revokedsecuritygroupruleset')),
    lambda written: security_group_rule(
      json_extract_string(written, '$.securitygroupruleid'),
      json_extract_string(written, '$.isegress'),
      written,
      rule_source(written)
    )
  );

-- JSON with all its letters in lower case: requests of newer calls have keys in capitals, older ones have not.
create or replace macro lower_json(value) as try_cast(lower(value::varchar) as json);

-- The parameters of a request, of which newer calls wrap up all in an element of their own.
create or replace macro unwrapped_request(request) as
  coalesce(
    json_extract(request, '$.modifysecuritygrouprulesrequest'),
    json_extract(request, '$.updatesecuritygroupruledescriptionsingressrequest'),
    json_extract(request, '$.updatesecuritygroupruledescriptionsegressrequest'),
    request
  );

-- The rules a call to EC2 changes in a security group, one an element: {rule, direction, protocol, ports, source}.
-- What the response says was written, else what the request asks for. Direction is NULL where only the name of the
-- call has it.
create or replace macro security_group_rules(request, response) as
  list_transform(
    [{asked: lower_json(request), answered: lower_json(response)}],
    lambda call: list_transform(
      [{asked: unwrapped_request(call.asked), written: written_rules(call.answered)}],
      lambda rules: if(len(rules.written) > 0, rules.written, requested_rules(rules.asked))
    )[1]
  )[1];

-- The entry a call to EC2 changes in a network ACL, in the form of a rule of a security group.
create or replace macro network_acl_rule(request) as
  {
    rule: coalesce(
      nullif(concat_ws(
        ' ', json_extract_string(request, '$.ruleAction'), json_extract_string(request, '$.ruleNumber')
      ), ''),
      json_extract_string(request, '$.associationId')
    ),
    direction: case json_extract_string(request, '$.egress') when 'true' then 'egress' when 'false' then 'ingress' end,
    protocol: protocol_name(json_extract_string(request, '$.aclProtocol')),
    ports: ports_text(
      protocol_name(json_extract_string(request, '$.aclProtocol')),
      coalesce(
        json_extract_string(request, '$.portRange.from'), json_extract_string(request, '$.icmpTypeCode.type')
      ),
      coalesce(json_extract_string(request, '$.portRange.to'), json_extract_string(request, '$.icmpTypeCode.code'))
    ),
    source: coalesce(
      json_extract_string(request, '$.cidrBlock'), json_extract_string(request, '$.ipv6CidrBlock')
    )
  };
