-- title: Credential Creation
-- chart: table
-- size: full
-- keys: eventID
-- rows: 500
-- option: sessions (Temporary credentials) = true|Shown, false|Left out
-- query: eventID:* AND NOT eventCategory:(Insight OR NetworkActivity) AND (
--   (service:iam AND (eventName:(CreateUser OR CreateAccessKey OR CreateLoginProfile OR UpdateLoginProfile
--   OR ChangePassword OR CreateServiceSpecificCredential OR ResetServiceSpecificCredential OR UploadSSHPublicKey
--   OR UploadSigningCertificate OR CreateVirtualMFADevice OR EnableMFADevice OR DeactivateMFADevice
--   OR DeleteVirtualMFADevice OR CreateOpenIDConnectProvider OR AddClientIDToOpenIDConnectProvider
--   OR UpdateOpenIDConnectProviderThumbprint OR CreateSAMLProvider OR UpdateSAMLProvider)
--   OR (eventName:UpdateAccessKey AND requestParameters.status:Active)))
--   OR (service:sts AND (eventName:(GetFederationToken OR AssumeRoot)
--   OR (eventName:GetSessionToken AND userIdentity.type:(IAMUser OR Root))))
--   OR (service:ec2 AND eventName:(CreateKeyPair OR ImportKeyPair))
--   OR (service:ec2-instance-connect AND eventName:(SendSSHPublicKey OR SendSerialConsoleSSHPublicKey))
--   OR (service:rolesanywhere AND eventName:(CreateTrustAnchor OR CreateProfile))
--   OR (service:(identitystore OR sso-directory) AND eventName:CreateUser)
--   OR (service:signin AND eventName:(PasswordRecoveryRequested OR PasswordRecoveryCompleted OR PasswordUpdated)))
-- query when sessions=false: NOT (service:sts AND eventName:(GetFederationToken OR AssumeRoot OR GetSessionToken))
-- description: Ways back in that were made: users, passwords, access keys, MFA devices, SSH keys, sign-in providers,
--   certificates for Roles Anywhere, and temporary credentials that outlive the key that asked for them. For whom,
--   which credential, by whom and from where, newest first; for another marks what somebody made for another user.
--   Roles that are assumed in daily work are not listed.
-- condition: Calls of a fixed list that make, change or reactivate a credential, whatever their outcome;
--   UpdateAccessKey where the request says Active, GetSessionToken by IAM users and root.
-- pitfall: P1 A userName in the request is the user the credential is for, not the one who asked.
-- pitfall: P3 Refused attempts are listed with their outcome; they have no new credential, and often no request.
-- pitfall: P6 What CloudFormation or another service made on somebody's behalf is listed too: the credential exists.
-- pitfall: P9 Passwords of root are reset at sign-in (PasswordRecovery…, PasswordUpdated), not through IAM.
-- pitfall: The same names exist in other services (CreateUser, CreateProfile); the service is part of the condition.
-- original: Sumo lists access keys, users and three password calls, each in a panel of its own, without
--   CreateLoginProfile and without the new key's id.
-- empty: No credential was made, changed or reactivated in this range.

-- Calls that give out sessions count as reading: what they asked for stands in the raw record alone.
with session_call as (
  select record_id, "requestParameters" as request, "responseElements" as response
  from event
  where $sessions = 'true' and list_contains(['GetFederationToken', 'AssumeRoot', 'GetSessionToken'], "eventName")
    and ("eventName" <> 'GetSessionToken' or "userIdentity.type" in ('IAMUser', 'Root'))
),

hit as (
  select
    record_id, "eventTime", actor, "eventName", service, resource, outcome, "sourceIPAddress", country, account,
    "eventID",
    "userIdentity.type" as identity_type,
    "userIdentity.userName" as own_name,
    change_request,
    change_response
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and "eventID" is not null
    and list_contains(
      [
        'AddClientIDToOpenIDConnectProvider', 'AssumeRoot', 'ChangePassword', 'CreateAccessKey', 'CreateKeyPair',
        'CreateLoginProfile', 'CreateOpenIDConnectProvider', 'CreateProfile', 'CreateSAMLProvider',
        'CreateServiceSpecificCredential', 'CreateTrustAnchor', 'CreateUser', 'CreateVirtualMFADevice',
        'DeactivateMFADevice', 'DeleteVirtualMFADevice', 'EnableMFADevice', 'GetFederationToken',
        'GetSessionToken', 'ImportKeyPair', 'PasswordRecoveryCompleted',
        'PasswordRecoveryRequested', 'PasswordUpdated', 'ResetServiceSpecificCredential', 'SendSSHPublicKey',
        'SendSerialConsoleSSHPublicKey', 'UpdateAccessKey', 'UpdateLoginProfile',
        'UpdateOpenIDConnectProviderThumbprint', 'UpdateSAMLProvider', 'UploadSSHPublicKey',
        'UploadSigningCertificate'
      ],
      "eventName"
    )
    and (
      (service = 'iam' and "eventName" in (
        'CreateUser', 'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'ChangePassword',
        'CreateServiceSpecificCredential', 'ResetServiceSpecificCredential', 'UploadSSHPublicKey',
        'UploadSigningCertificate', 'CreateVirtualMFADevice', 'EnableMFADevice', 'DeactivateMFADevice',
        'DeleteVirtualMFADevice', 'CreateOpenIDConnectProvider', 'AddClientIDToOpenIDConnectProvider',
        'UpdateOpenIDConnectProviderThumbprint', 'CreateSAMLProvider', 'UpdateSAMLProvider', 'UpdateAccessKey'
      ))
      or ($sessions = 'true' and service = 'sts' and (
        "eventName" in ('GetFederationToken', 'AssumeRoot')
        or ("eventName" = 'GetSessionToken' and "userIdentity.type" in ('IAMUser', 'Root'))
      ))
      or (service = 'ec2' and "eventName" in ('CreateKeyPair', 'ImportKeyPair'))
      or (service = 'ec2-instance-connect' and "eventName" in ('SendSSHPublicKey', 'SendSerialConsoleSSHPublicKey'))
      or (service = 'rolesanywhere' and "eventName" in ('CreateTrustAnchor', 'CreateProfile'))
      or (service in ('identitystore', 'sso-directory') and "eventName" = 'CreateUser')
      or (service = 'signin' and "eventName" in (
        'PasswordRecoveryRequested', 'PasswordRecoveryCompleted', 'PasswordUpdated'
      ))
    )
),

made as (
  select
    hit.* exclude (change_request, change_response),
    coalesce(hit.change_request, session_call.request) as request,
    coalesce(hit.change_response, session_call.response) as response
  from hit
  left join session_call using (record_id)
),

described as (
  select
    *,
    case
      when service = 'iam' and "eventName" like '%Provider%' then null
      when service = 'iam' then coalesce(request ->> '$.userName', if(outcome = 'success', actor, null))
      when service in ('identitystore', 'sso-directory') then request ->> '$.userName'
      when "eventName" = 'GetFederationToken' then request ->> '$.name'
      when "eventName" = 'AssumeRoot' then request ->> '$.targetPrincipal'
      when service = 'ec2-instance-connect'
        then concat_ws(' on ', request ->> '$.instanceOSUser', request ->> '$.instanceId')
      when service in ('sts', 'signin') then actor
    end as for_whom,
    case "eventName"
      when 'CreateUser' then 'user'
      when 'CreateAccessKey' then 'access key' || coalesce(' ' || (response ->> '$.accessKey.accessKeyId'), '')
      when 'UpdateAccessKey' then 'access key' || coalesce(' ' || (request ->> '$.accessKeyId'), '') || ' active again'
      when 'CreateLoginProfile' then 'console password'
      when 'UpdateLoginProfile' then 'console password changed'
      when 'ChangePassword' then 'console password changed'
      when 'PasswordUpdated' then 'password changed at sign-in'
      when 'PasswordRecoveryRequested' then 'password recovery asked for'
      when 'PasswordRecoveryCompleted' then 'password recovered'
      when 'CreateServiceSpecificCredential' then concat_ws(
        ' ', 'password for', coalesce(request ->> '$.serviceName', 'a service'),
        response ->> '$.serviceSpecificCredential.serviceSpecificCredentialId'
      )
      when 'ResetServiceSpecificCredential' then concat_ws(
        ' ', 'password for a service, new:', request ->> '$.serviceSpecificCredentialId'
      )
      when 'UploadSSHPublicKey' then concat_ws(
        ' ', 'SSH key for CodeCommit', response ->> '$.sSHPublicKey.sSHPublicKeyId'
      )
      when 'UploadSigningCertificate' then concat_ws(
        ' ', 'signing certificate', response ->> '$.certificate.certificateId'
      )
      when 'CreateVirtualMFADevice' then concat_ws(' ', 'MFA device', request ->> '$.virtualMFADeviceName')
      when 'EnableMFADevice' then concat_ws(' ', 'MFA device enabled', request ->> '$.serialNumber')
      when 'DeactivateMFADevice' then concat_ws(' ', 'MFA device deactivated', request ->> '$.serialNumber')
      when 'DeleteVirtualMFADevice' then concat_ws(' ', 'MFA device deleted', request ->> '$.serialNumber')
      when 'GetFederationToken' then concat_ws(' ', 'federation token', response ->> '$.credentials.accessKeyId')
      when 'GetSessionToken' then concat_ws(' ', 'session token', response ->> '$.credentials.accessKeyId')
      when 'AssumeRoot' then concat_ws(' ', 'session of root', response ->> '$.credentials.accessKeyId')
      when 'CreateKeyPair' then concat_ws(' ', 'SSH key pair', request ->> '$.keyName')
      when 'ImportKeyPair' then concat_ws(' ', 'SSH key pair', request ->> '$.keyName')
      when 'SendSSHPublicKey' then 'SSH key for one minute'
      when 'SendSerialConsoleSSHPublicKey' then 'SSH key for the serial console'
      when 'CreateTrustAnchor' then concat_ws(' ', 'certificate authority', request ->> '$.name')
      when 'CreateProfile' then concat_ws(' ', 'Roles Anywhere profile', request ->> '$.name')
      when 'CreateOpenIDConnectProvider' then concat_ws(' ', 'OpenID provider', request ->> '$.url')
      when 'CreateSAMLProvider' then concat_ws(' ', 'SAML provider', request ->> '$.name')
      when 'UpdateSAMLProvider' then concat_ws(' ', 'SAML provider changed', request ->> '$.sAMLProviderArn')
      else concat_ws(' ', 'OpenID provider changed', request ->> '$.openIDConnectProviderArn')
    end as credential
  from made
  where "eventName" <> 'UpdateAccessKey' or lower(request ->> '$.status') = 'active'
)

select
  "eventTime",
  actor,
  "eventName",
  for_whom,
  credential,
  case
    when service = 'iam' and for_whom is not null
      then (request ->> '$.userName') is not null
        and (identity_type is distinct from 'IAMUser' or (request ->> '$.userName') is distinct from own_name)
  end as for_another,
  outcome,
  "sourceIPAddress",
  country,
  account,
  "eventID"
from described
order by "eventTime" desc, "eventID"
