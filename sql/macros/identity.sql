-- purpose: who did it, from the variants of userIdentity
-- source: CloudTrail user guide, "CloudTrail userIdentity element"; pitfalls P1, P6 and P10

-- The part of a principalId after its colon: the session name of a role, the name of a federated user.
create or replace macro principal_suffix(principal_id) as
  nullif(regexp_extract(principal_id, '^[^:]*:(.+)$', 1), '');

-- The part of an ARN after its resource type, without paths: `alice` of `arn:aws:iam::1:user/dev/alice`.
create or replace macro arn_name(arn) as
  nullif(regexp_extract(arn, '[/:]([^/:]+)$', 1), '');

-- The role name of `arn:aws:sts::1:assumed-role/NAME/SESSION`.
create or replace macro assumed_role_name(arn) as
  nullif(regexp_extract(arn, ':assumed-role/([^/]+)/', 1), '');

create or replace macro session_of(identity_type, principal_id, arn) as
  case
    when identity_type in ('AssumedRole', 'FederatedUser') then
      coalesce(
        principal_suffix(principal_id),
        nullif(regexp_extract(arn, ':(?:assumed-role/[^/]+|federated-user)/(.+)$', 1), '')
      )
  end;

create or replace macro role_of(identity_type, arn, issuer_type, issuer_arn) as
  case
    when identity_type = 'Role' then arn
    when identity_type = 'AssumedRole' then coalesce(
      issuer_arn,
      regexp_replace(
        nullif(regexp_extract(arn, '^(arn:[^:]*:sts::[0-9]*:assumed-role/[^/]+)', 1), ''),
        ':sts::([0-9]*):assumed-role/', ':iam::\1:role/'
      )
    )
    when issuer_type = 'Role' then issuer_arn
  end;

-- The name in front of a federated user: `token.actions.githubusercontent.com/` of its provider's ARN or text.
create or replace macro provider_prefix(identity_provider) as
  coalesce(coalesce(arn_name(identity_provider), identity_provider) || '/', '');

-- A short, readable and searchable name of the actor.
create or replace macro actor_of(
  identity_type, user_name, principal_id, arn, account_id, invoked_by, issuer_arn, issuer_name, identity_provider,
  on_behalf_of, event_source
) as
  case identity_type
    when 'Root' then 'root@' || coalesce(account_id, 'unknown')
    when 'IAMUser' then coalesce(user_name, arn_name(arn), principal_id, 'IAM user')
    when 'AssumedRole' then
      'role/' || coalesce(issuer_name, arn_name(issuer_arn), assumed_role_name(arn), principal_id, 'unknown')
      || coalesce('/' || session_of(identity_type, principal_id, arn), '')
    when 'Role' then 'role/' || coalesce(user_name, arn_name(arn), principal_id, 'unknown')
    when 'FederatedUser' then
      'federated/' || coalesce(session_of(identity_type, principal_id, arn), user_name, principal_id, 'unknown')
    when 'SAMLUser' then
      'saml/' || provider_prefix(identity_provider) || coalesce(user_name, principal_id, 'unknown')
    when 'WebIdentityUser' then
      'web/' || provider_prefix(identity_provider) || coalesce(user_name, principal_id, 'unknown')
    when 'AWSAccount' then
      case
        when lower(principal_id) = 'anonymous' or account_id = 'ANONYMOUS_PRINCIPAL' then 'anonymous'
        else 'account/' || coalesce(account_id, 'unknown') || coalesce('/' || principal_id, '')
      end
    when 'AWSService' then coalesce(invoked_by, event_source, 'AWS service')
    when 'IdentityCenterUser' then 'identity-center/' || coalesce(on_behalf_of, user_name, principal_id, 'unknown')
    when 'Directory' then 'directory/' || coalesce(user_name, arn_name(arn), principal_id, 'unknown')
    else coalesce(
      user_name, on_behalf_of, arn_name(arn), principal_id, invoked_by, account_id, event_source, 'unknown'
    )
  end;

-- Who set it off: a principal, or AWS itself (service events, service identities, service-linked roles and
-- calls that a service made on somebody's behalf). The sign-in of an IAM Identity Center user is recorded as a
-- service event, and is a person all the same (P9).
create or replace macro initiator_of(identity_type, event_type, event_name, invoked_by, arn, issuer_arn) as
  case
    when event_name in ('CredentialChallenge', 'CredentialVerification', 'UserAuthentication')
      and invoked_by is null then 'principal'
    when event_type = 'AwsServiceEvent' or identity_type = 'AWSService' or invoked_by is not null then 'aws_service'
    when contains(coalesce(issuer_arn, arn, ''), '/aws-service-role/')
      or contains(coalesce(arn, ''), ':assumed-role/AWSServiceRoleFor') then 'aws_service'
    else 'principal'
  end;
