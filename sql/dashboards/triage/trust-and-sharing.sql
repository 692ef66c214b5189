-- title: Trust and Sharing
-- chart: table
-- size: full
-- keys: eventID
-- rows: 300
-- query: eventID:* AND NOT eventCategory:(Insight OR NetworkActivity)
--   AND eventName:(UpdateAssumeRolePolicy OR CreateRole OR ModifySnapshotAttribute OR ModifyImageAttribute
--   OR SharedSnapshotVolumeCreated OR SharedSnapshotCopyInitiated OR ModifyDBSnapshotAttribute
--   OR ModifyDBClusterSnapshotAttribute OR AuthorizeSnapshotAccess OR PutBucketPolicy
--   OR PutAccessPointPolicy OR PutBucketAcl OR CreateBucket OR PutKeyPolicy OR CreateKey OR ReplicateKey
--   OR CreateGrant OR AddPermission OR AddPermission20150331 OR AddPermission20150331v2 OR AddLayerVersionPermission
--   OR AddLayerVersionPermission20181031 OR CreateFunctionUrlConfig OR UpdateFunctionUrlConfig
--   OR CreateFunctionUrlConfig20211031 OR UpdateFunctionUrlConfig20211031 OR SetTopicAttributes OR CreateTopic
--   OR SetQueueAttributes OR CreateQueue OR SetRepositoryPolicy OR PutRegistryPolicy
--   OR PutRepositoryPermissionsPolicy OR PutDomainPermissionsPolicy OR PutResourcePolicy OR SetVaultAccessPolicy
--   OR PutBackupVaultAccessPolicy OR PutFileSystemPolicy OR PutPermission OR PutDestinationPolicy
--   OR UpdateDomainConfig OR UpdateElasticsearchDomainConfig OR ModifyDocumentPermission OR CreateResourceShare
--   OR AssociateResourceShare OR InviteAccountToOrganization OR AcceptHandshake OR LeaveOrganization)
-- messages: rows
-- description: Access that was given, or was to be given, to other accounts, organisations or everybody: trust
--   policies of roles, shared snapshots and images, policies of buckets, keys, queues, functions, secrets and other
--   resources, resource shares, and moves between organisations. Shared with names the accounts found in the request;
--   where CloudTrail kept no request, as with many refused calls, it says so. The newest 300.
-- condition: Calls that can give access away and whose request lets in an account other than the one recorded, an
--   organisation, or everybody, and those of them that are about nothing else and whose request is not recorded.
-- pitfall: P3 A refused call shared nothing; it is listed with its outcome, since it shows the intent.
-- pitfall: P6 SharedSnapshotVolumeCreated is a service event and the only sign that a shared snapshot was used.
-- pitfall: P14 Lambda's names carry a date (AddPermission20150331v2), and ECR says SetRepositoryPolicy.
-- pitfall: A policy is more than its text: statements that deny, principals of the own account, AWS services, and
--   everybody narrowed to the own account by a condition give nothing away and are left out.
-- pitfall: P15 Requests above 100 KB are left out by CloudTrail; the call is listed as not recorded.
-- original: Sumo has no such panel; its sections on buckets and policies count calls whatever they give to whom.
-- empty: Nothing was shared with another account or everybody in this range.

with call as (
  select
    record_id, "eventTime", actor, "eventName", service, resource, outcome, "sourceIPAddress", account, "eventID",
    "publicAccess",
    regexp_replace("eventName", '20\d\d(_?\d\d){2}(v\d+)?$', '') as name,
    change_request as request,
    change_response as response
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and "eventID" is not null
    and list_contains(
      [
        'UpdateAssumeRolePolicy', 'CreateRole', 'ModifySnapshotAttribute', 'ModifyImageAttribute',
        'SharedSnapshotVolumeCreated', 'SharedSnapshotCopyInitiated', 'ModifyDBSnapshotAttribute',
        'ModifyDBClusterSnapshotAttribute', 'AuthorizeSnapshotAccess', 'PutBucketPolicy', 'PutAccessPointPolicy',
        'PutBucketAcl', 'CreateBucket', 'PutKeyPolicy', 'CreateKey', 'ReplicateKey', 'CreateGrant', 'AddPermission',
        'AddPermission20150331', 'AddPermission20150331v2', 'AddLayerVersionPermission',
        'AddLayerVersionPermission20181031', 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig',
        'CreateFunctionUrlConfig20211031', 'UpdateFunctionUrlConfig20211031', 'SetTopicAttributes', 'CreateTopic',
        'SetQueueAttributes', 'CreateQueue', 'SetRepositoryPolicy', 'PutRegistryPolicy',
        'PutRepositoryPermissionsPolicy', 'PutDomainPermissionsPolicy', 'PutResourcePolicy', 'SetVaultAccessPolicy',
        'PutBackupVaultAccessPolicy', 'PutFileSystemPolicy', 'PutPermission', 'PutDestinationPolicy',
        'UpdateDomainConfig', 'UpdateElasticsearchDomainConfig', 'ModifyDocumentPermission', 'CreateResourceShare',
        'AssociateResourceShare', 'InviteAccountToOrganization', 'AcceptHandshake', 'LeaveOrganization'
      ],
      "eventName"
    )
),

-- The use of a shared snapshot is a service event, which tells of it elsewhere.
snapshot_use as (
  select record_id, json_extract_string(raw, '$.serviceEventDetails.snapshotId') as snapshot_id
  from event
  where list_contains(['SharedSnapshotVolumeCreated', 'SharedSnapshotCopyInitiated'], "eventName")
),

granting as (
  select
    *,
    case
      when name in ('CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig')
        then if(request ->> '$.authType' = 'NONE', ['*'], [])
      when name = 'CreateGrant' then [request ->> '$.granteePrincipal']
      when name = 'AuthorizeSnapshotAccess' then [request ->> '$.accountWithRestoreAccess']
      when name = 'InviteAccountToOrganization' then [request ->> '$.target.id']
      when name in ('PutBucketAcl', 'CreateBucket') then if("publicAccess" is null, [], ['*'])
      when name in ('AddPermission', 'AddLayerVersionPermission', 'PutPermission')
        then list_concat(request_principal_grantees(request), request_list_grantees(request))
      else list_concat(request_list_grantees(request), request_policy_grantees(request))
    end as grantees,
    name not in (
      'CreateRole', 'PutBucketAcl', 'CreateBucket', 'CreateKey', 'ReplicateKey', 'CreateGrant', 'SetTopicAttributes',
      'CreateTopic', 'SetQueueAttributes', 'CreateQueue', 'UpdateDomainConfig', 'UpdateElasticsearchDomainConfig',
      'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig'
    )
    and (request is null or (request ->> '$.omitted') = 'true') as is_untold
  from call
),

shared as (
  select
    *,
    case
      when name like 'SharedSnapshot%' then 'another account, not recorded'
      when name = 'LeaveOrganization' then 'outside the organisation'
      when name = 'AcceptHandshake' then 'another organisation or account'
      when is_untold then 'not recorded'
      else nullif(
        array_to_string(
          list_sort(list_distinct(list_transform(grantees, lambda grantee: outsider_of(grantee, account)))), ', '
        ),
        ''
      )
    end as shared_with
  from granting
)

select
  "eventTime",
  actor,
  "eventName",
  coalesce(
    request ->> '$.dBSnapshotIdentifier', request ->> '$.dBClusterSnapshotIdentifier',
    request ->> '$.snapshotIdentifier', request ->> '$.repositoryName', request ->> '$.layerName',
    request ->> '$.resourceShareArn', request ->> '$.vaultName', request ->> '$.fileSystemId',
    request ->> '$.domainName', request ->> '$.eventBusName', request ->> '$.name', resource,
    snapshot_id,
    json_extract_string(response, '$.keyMetadata.keyId')
  ) as what,
  shared_with,
  outcome,
  "sourceIPAddress",
  account,
  service,
  "eventID"
from shared
left join snapshot_use using (record_id)
where shared_with is not null
order by "eventTime" desc, "eventID"
