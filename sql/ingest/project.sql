-- purpose: columns projected from raw records · one row = one staged record, valid or not
-- inputs: table `staged` (record_id, source_id, position, byte_offset, raw, original) · raw_record is the record's exact
-- text, or what stands for it where a file holds none and it was rebuilt from `original`
-- problem says why a staged piece is not a CloudTrail record; it is null for a record that is one.
-- event_key names the event: a record that supplements an earlier one (addendum UPDATED_DATA) has the key of
-- that one, so that it is kept as a further delivery and not counted twice (P11).
with decoded as (
  select record_id, source_id, position, byte_offset, raw as raw_record, nullif(original, '') as original
  from staged
),

transformed as (
  select
    *,
    json_transform(
      json_or_null(raw_record),
      '{
        "eventVersion": "VARCHAR", "eventTime": "VARCHAR", "eventName": "VARCHAR", "eventSource": "VARCHAR",
        "awsRegion": "VARCHAR", "sourceIPAddress": "VARCHAR", "userAgent": "VARCHAR",
        "errorCode": "VARCHAR", "errorMessage": "VARCHAR", "requestID": "VARCHAR", "eventID": "VARCHAR",
        "eventType": "VARCHAR", "eventCategory": "VARCHAR", "readOnly": "VARCHAR", "managementEvent": "VARCHAR",
        "recipientAccountId": "VARCHAR", "sharedEventID": "VARCHAR",
        "vpcEndpointId": "VARCHAR", "vpcEndpointAccountId": "VARCHAR",
        "insightDetails": "JSON", "accountId": "VARCHAR", "timeWindow": {"windowStart": "VARCHAR"},
        "userIdentity": {
          "type": "VARCHAR", "principalId": "VARCHAR", "arn": "VARCHAR", "accountId": "VARCHAR",
          "accessKeyId": "VARCHAR", "userName": "VARCHAR", "invokedBy": "VARCHAR",
          "identityProvider": "VARCHAR", "onBehalfOf": {"userId": "VARCHAR"},
          "sessionContext": {
            "sourceIdentity": "VARCHAR",
            "attributes": {"creationDate": "VARCHAR", "mfaAuthenticated": "VARCHAR"},
            "sessionIssuer": {"type": "VARCHAR", "arn": "VARCHAR", "userName": "VARCHAR"}
          }
        },
        "requestParameters": {
          "bucketName": "VARCHAR", "key": "VARCHAR", "userName": "VARCHAR", "roleName": "VARCHAR",
          "groupName": "VARCHAR", "policyName": "VARCHAR", "policyArn": "VARCHAR", "roleArn": "VARCHAR",
          "instanceProfileName": "VARCHAR", "accessKeyId": "VARCHAR", "functionName": "VARCHAR",
          "secretId": "VARCHAR", "keyId": "VARCHAR", "trailName": "VARCHAR", "name": "VARCHAR",
          "groupId": "VARCHAR", "instanceId": "VARCHAR", "networkAclId": "VARCHAR", "vpcId": "VARCHAR",
          "subnetId": "VARCHAR", "snapshotId": "VARCHAR", "volumeId": "VARCHAR", "imageId": "VARCHAR",
          "allocationId": "VARCHAR", "detectorId": "VARCHAR", "logGroupName": "VARCHAR", "tableName": "VARCHAR",
          "dBInstanceIdentifier": "VARCHAR", "stackName": "VARCHAR", "topicArn": "VARCHAR", "queueUrl": "VARCHAR",
          "resourceArn": "VARCHAR", "documentName": "VARCHAR", "parameterName": "VARCHAR",
          "withDecryption": "VARCHAR", "names": ["VARCHAR"], "secretIdList": ["VARCHAR"], "path": "VARCHAR",
          "instancesSet": {"items": [{"instanceId": "VARCHAR"}]}
        },
        "responseElements": {
          "ConsoleLogin": "VARCHAR", "CheckMfa": "VARCHAR", "SwitchRole": "VARCHAR", "errorCode": "VARCHAR",
          "instancesSet": {"items": [{"instanceId": "VARCHAR"}]},
          "groupId": "VARCHAR", "snapshotId": "VARCHAR", "volumeId": "VARCHAR", "imageId": "VARCHAR"
        },
        "additionalEventData": {"MFAUsed": "VARCHAR", "SamlProviderArn": "VARCHAR", "UserName": "VARCHAR"},
        "serviceEventDetails": {"CredentialVerification": "VARCHAR", "UserAuthentication": "VARCHAR"},
        "resources": [{"ARN": "VARCHAR"}],
        "addendum": {"reason": "VARCHAR", "originalEventID": "VARCHAR"},
        "tlsDetails": {"tlsVersion": "VARCHAR"}
      }'
    ) as r
  from decoded
),

-- Empty texts stand for absent ones: CloudTrail writes accessKeyId and others as "" at times.
named as (
  select
    record_id, source_id, position, byte_offset, raw_record, original, r,
    -- A summary of data events has a window of time instead of a time, and names of its own for ID and account.
    coalesce(r."eventTime", r."timeWindow"."windowStart") as time_text,
    r."timeWindow"."windowStart" is not null as is_summary,
    -- A cast to TIMESTAMP would drop an offset, and takes "infinity" and years that no calendar shows.
    case
      when ends_with(time_text, 'Z') then try_cast(time_text as timestamp)
      when regexp_full_match(time_text, '\d{4}-\d\d-\d\d([T ][\d:.]+([+-][\d:]+)?)?')
        then try_cast(time_text as timestamptz) at time zone 'UTC'
    end as read_time,
    if(read_time between timestamp '0001-01-01' and timestamp '9999-12-31 23:59:59.999999', read_time, null) as event_time,
    nullif(r."errorCode", '') as error_code,
    nullif(r."errorMessage", '') as error_message,
    nullif(r."userIdentity"."type", '') as identity_type,
    nullif(r."userIdentity"."principalId", '') as principal_id,
    nullif(r."userIdentity"."arn", '') as arn,
    nullif(r."userIdentity"."accountId", '') as account_id,
    nullif(r."userIdentity"."userName", '') as user_name,
    nullif(r."userIdentity"."invokedBy", '') as invoked_by,
    nullif(r."userIdentity"."identityProvider", '') as identity_provider,
    nullif(r."userIdentity"."onBehalfOf"."userId", '') as on_behalf_of,
    nullif(r."userIdentity"."sessionContext"."sessionIssuer"."type", '') as issuer_type,
    nullif(r."userIdentity"."sessionContext"."sessionIssuer"."arn", '') as issuer_arn,
    nullif(r."userIdentity"."sessionContext"."sessionIssuer"."userName", '') as issuer_name,
    coalesce(nullif(r."recipientAccountId", ''), case when is_summary then nullif(r."accountId", '') end)
      as recipient_account_id,
    coalesce(nullif(r."eventID", ''), case when is_summary then nullif(raw_record ->> '$.eventId', '') end) as event_id,
    nullif(r."addendum"."originalEventID", '') as original_event_id,
    coalesce(
      r."responseElements"."ConsoleLogin", r."responseElements"."CheckMfa", r."responseElements"."SwitchRole",
      r."serviceEventDetails"."CredentialVerification", r."serviceEventDetails"."UserAuthentication"
    ) as sign_in_result,
    nullif(r."responseElements"."errorCode", '') as response_error,
    try_cast(r."readOnly" as boolean) as read_only,
    try_cast(r."managementEvent" as boolean) as management_event,
    r."requestParameters" as q,
    r."responseElements" as s,
    access_of(read_only, r."eventName") as access,
    event_category_of(
      r."eventCategory", r."eventType", management_event, r."insightDetails" is not null
    ) as event_category,
    case
      when r is not null and access = 'write' and event_category = 'Management'
        then json_extract(raw_record, ['$.requestParameters', '$.responseElements'])
    end as change
  from transformed
)

select
  record_id,
  source_id,
  position,
  byte_offset,
  case
    when r is null and not json_valid(raw_record) then 'is not valid JSON'
    when r is null or (r."eventName" is null and r."eventSource" is null and r."insightDetails" is null)
      then 'is not a CloudTrail record: it has neither eventName nor eventSource'
    when time_text is null then 'has no eventTime'
    when event_time is null then 'has an eventTime that is not a time'
  end as problem,
  md5_number(
    case
      when event_id is null then raw_record
      when r."addendum"."reason" = 'UPDATED_DATA'
        then concat_ws('|', coalesce(original_event_id, event_id), recipient_account_id)
      else concat_ws('|', event_id, recipient_account_id)
    end
  ) as event_key,
  hash(raw_record) as raw_hash,
  raw_record as raw,
  original,
  event_time as "eventTime",
  r."eventName" as "eventName",
  r."eventSource" as "eventSource",
  r."awsRegion" as "awsRegion",
  nullif(r."sourceIPAddress", '') as "sourceIPAddress",
  nullif(r."userAgent", '') as "userAgent",
  error_code as "errorCode",
  error_message as "errorMessage",
  r."eventType" as "eventType",
  event_category as "eventCategory",
  read_only as "readOnly",
  management_event as "managementEvent",
  recipient_account_id as "recipientAccountId",
  identity_type as "userIdentity.type",
  principal_id as "userIdentity.principalId",
  arn as "userIdentity.arn",
  account_id as "userIdentity.accountId",
  nullif(r."userIdentity"."accessKeyId", '') as "userIdentity.accessKeyId",
  user_name as "userIdentity.userName",
  invoked_by as "userIdentity.invokedBy",
  identity_provider as "userIdentity.identityProvider",
  on_behalf_of as "userIdentity.onBehalfOf.userId",
  issuer_type as "userIdentity.sessionContext.sessionIssuer.type",
  issuer_arn as "userIdentity.sessionContext.sessionIssuer.arn",
  issuer_name as "userIdentity.sessionContext.sessionIssuer.userName",
  r."userIdentity"."sessionContext"."attributes"."mfaAuthenticated" as "userIdentity.sessionContext.attributes.mfaAuthenticated",
  r."userIdentity"."sessionContext"."attributes"."creationDate" as "userIdentity.sessionContext.attributes.creationDate",
  r."userIdentity"."sessionContext"."sourceIdentity" as "userIdentity.sessionContext.sourceIdentity",
  s."ConsoleLogin" as "responseElements.ConsoleLogin",
  r."additionalEventData"."MFAUsed" as "additionalEventData.MFAUsed",
  r."additionalEventData"."SamlProviderArn" as "additionalEventData.SamlProviderArn",
  q."bucketName" as "requestParameters.bucketName",
  r."eventVersion" as "eventVersion",
  event_id as "eventID",
  r."requestID" as "requestID",
  r."sharedEventID" as "sharedEventID",
  r."vpcEndpointId" as "vpcEndpointId",
  r."vpcEndpointAccountId" as "vpcEndpointAccountId",
  r."addendum"."reason" as "addendum.reason",
  original_event_id as "addendum.originalEventID",
  r."tlsDetails"."tlsVersion" as "tlsDetails.tlsVersion",
  case
    when not is_summary
      then actor_of(
        identity_type, user_name, principal_id, arn, account_id, invoked_by, issuer_arn, issuer_name,
        identity_provider, on_behalf_of, r."eventSource"
      )
  end as actor,
  service_of(r."eventSource") as service,
  outcome_of(error_code, error_message, sign_in_result, response_error) as outcome,
  access,
  role_of(identity_type, arn, issuer_type, issuer_arn) as role,
  session_of(identity_type, principal_id, arn) as session,
  coalesce(
    arn,
    account_id || ':' || coalesce(user_name, on_behalf_of, principal_id, identity_type),
    on_behalf_of,
    principal_id,
    invoked_by,
    user_name
  ) as identity,
  if(
    is_summary, 'aws_service', initiator_of(identity_type, r."eventType", r."eventName", invoked_by, arn, issuer_arn)
  ) as initiator,
  verb_of(r."eventName") as verb,
  resource_type_of(r."eventName") as "resourceType",
  coalesce(
    q."bucketName" || coalesce('/' || q."key", ''),
    q."userName" || coalesce(' ← ' || coalesce(q."policyArn", q."policyName", q."groupName", q."accessKeyId"), ''),
    q."roleName" || coalesce(' ← ' || coalesce(q."policyArn", q."policyName"), ''),
    q."roleArn", q."instanceProfileName",
    q."groupName" || coalesce(' ← ' || coalesce(q."policyArn", q."policyName"), ''),
    q."policyArn", q."policyName", q."functionName", q."secretId", q."keyId", q."trailName",
    q."instanceId", q."instancesSet"."items"[1]."instanceId", s."instancesSet"."items"[1]."instanceId",
    q."networkAclId", q."groupId", s."groupId", q."snapshotId", s."snapshotId", q."volumeId", s."volumeId",
    q."imageId", s."imageId", q."vpcId", q."subnetId", q."allocationId", q."detectorId", q."logGroupName",
    q."tableName", q."dBInstanceIdentifier", q."stackName", q."topicArn", q."queueUrl", q."resourceArn",
    q."documentName", q."parameterName", q."accessKeyId", q."name",
    nullif(array_to_string(q."names", ', '), ''), nullif(array_to_string(q."secretIdList", ', '), ''), q."path",
    r."resources"[1]."ARN"
  ) as resource,
  coalesce(recipient_account_id, account_id) as account,
  case
    when r."eventSource" = 's3.amazonaws.com'
      then public_access_of(r."eventName", json_extract(raw_record, '$.requestParameters'))
  end as "publicAccess",
  q."withDecryption" as "requestParameters.withDecryption",
  r."additionalEventData"."UserName" as "additionalEventData.UserName",
  nullif(change[1], 'null') as change_request,
  nullif(change[2], 'null') as change_response
from named
