-- title: Recent Elastic IP Address Operations
-- chart: table
-- size: wide
-- keys: eventID
-- query: service:ec2 AND eventName:(AllocateAddress OR ReleaseAddress OR AssociateAddress OR DisassociateAddress
--   OR ModifyAddressAttribute OR ResetAddressAttribute OR EnableAddressTransfer OR AcceptAddressTransfer
--   OR DisableAddressTransfer OR MoveAddressToVpc OR RestoreAddressToClassic)
--   AND NOT eventCategory:(Insight OR NetworkActivity)
-- rows: 500
-- description: The newest operations on Elastic IP addresses, one row an event, successful or not. An operation often
--   names only the allocation or the association: the address is then looked up in the other operations of this range
--   and query, and address_from says where it was found. target is the instance, network interface or account it went
--   to.
-- condition: Calls to EC2 that allocate, release, associate, disassociate, change, transfer or move an Elastic IP
--   address, newest first.
-- pitfall: ReleaseAddress, and in a VPC AssociateAddress and DisassociateAddress, do not name the address; they are
--   listed, and the address is found through the allocation.
-- pitfall: Names that contain Address are not all about Elastic IP addresses: AssignPrivateIpAddresses,
--   AssignIpv6Addresses and the e-mail addresses of SES are left out.
-- pitfall: P3 A call that failed changed nothing; the outcome stands beside it.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not listed.
-- pitfall: P15 Files are not in order of time; the rows are, by the time the call completed, in UTC.
-- original: Sumo shows 10 rows of any call named …Address… whose record holds a publicIp, which no release does.
-- empty: There was no operation on an Elastic IP address in this range.

with operation as materialized (
  select
    "eventTime", "eventName", actor, outcome, "awsRegion", "sourceIPAddress", account, "eventID",
    "requestParameters" as request,
    "responseElements" as response
  from event
  where service = 'ec2'
    -- A scan applies this before it reads a record, a long list of names only afterwards.
    and contains("eventName", 'Address')
    and "eventName" in (
      'AllocateAddress', 'ReleaseAddress', 'AssociateAddress', 'DisassociateAddress', 'ModifyAddressAttribute',
      'ResetAddressAttribute', 'EnableAddressTransfer', 'AcceptAddressTransfer', 'DisableAddressTransfer',
      'MoveAddressToVpc', 'RestoreAddressToClassic'
    )
    and "eventCategory" not in ('Insight', 'NetworkActivity')
),

-- Older calls hold their parameters as they are, newer ones in an element of their own (EnableAddressTransferRequest)
-- and with capitals, so that they are sought at any depth.
stated as (
  select
    *,
    list_concat(
      json_extract_string(request, '$..publicIp'), json_extract_string(request, '$..PublicIp'),
      [json_extract_string(request, '$.AcceptAddressTransferRequest.Address')]
    ) as request_ips,
    json_extract_string(response, '$..publicIp') as response_ips,
    list_concat(
      json_extract_string(request, '$..allocationId'), json_extract_string(request, '$..AllocationId'),
      json_extract_string(response, '$..allocationId')
    ) as allocation_ids,
    list_concat(
      json_extract_string(request, '$..associationId'), json_extract_string(response, '$..associationId')
    ) as association_ids,
    list_concat(
      [json_extract_string(request, '$.instanceId'), json_extract_string(request, '$.networkInterfaceId')],
      json_extract_string(request, '$..TransferAccountId')
    ) as targets
  from operation
),

named as (
  select
    *,
    list_filter(request_ips, lambda ip: ipv4_number(ip) is not null)[1] as request_ip,
    list_filter(response_ips, lambda ip: ipv4_number(ip) is not null)[1] as response_ip,
    list_filter(allocation_ids, lambda id: starts_with(id, 'eipalloc-'))[1] as allocation_id,
    list_filter(association_ids, lambda id: starts_with(id, 'eipassoc-'))[1] as association_id,
    list_filter(targets, lambda target: regexp_full_match(target, '[a-z0-9-]+'))[1] as target
  from stated
),

association as (
  select account, association_id, min(allocation_id) as allocation_id, min(request_ip) as public_ip
  from named
  where "eventName" = 'AssociateAddress' and outcome = 'success' and association_id is not null
  group by account, association_id
),

allocation as (
  select account, allocation_id, min(coalesce(response_ip, request_ip)) as public_ip
  from named
  where outcome = 'success' and allocation_id is not null
  group by account, allocation_id
),

resolved as (
  select
    named.*,
    association.public_ip as association_ip,
    allocation.public_ip as allocation_ip,
    coalesce(named.allocation_id, association.allocation_id) as known_allocation
  from named
  left join association
    on association.account = named.account and association.association_id = named.association_id
  left join allocation
    on allocation.account = named.account
    and allocation.allocation_id = coalesce(named.allocation_id, association.allocation_id)
)

select
  "eventTime",
  "eventName",
  coalesce(request_ip, response_ip, association_ip, allocation_ip) as public_ip,
  case
    when request_ip is not null then 'request'
    when response_ip is not null then 'response'
    when association_ip is not null then 'association'
    when allocation_ip is not null then 'allocation'
  end as address_from,
  actor,
  target,
  outcome,
  "awsRegion",
  "sourceIPAddress",
  known_allocation as allocation_id,
  "eventID"
from resolved
order by "eventTime" desc, "eventID"
