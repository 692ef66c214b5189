-- purpose: what a request to S3 opens to everybody
-- source: S3 user guide, "Blocking public access", section "The meaning of public"; spec: s3-public dashboard

-- A canned ACL that gives access to everybody (public-…) or to every AWS account (authenticated-read). Old records
-- hold the header as a list.
create or replace macro is_public_canned_acl(acl) as
  regexp_matches(acl, '(?i)^[\["\s]*(public-read|public-read-write|authenticated-read)[\]"\s]*$');

-- Grants to the groups AllUsers or AuthenticatedUsers, in a header or in a document.
create or replace macro names_everybody(grants) as
  regexp_matches(grants, '(?i)acs\.amazonaws\.com/groups/global/(AllUsers|AuthenticatedUsers)');

-- How the ACL of a request gives access to everybody: acl (canned) or grant; NULL where it does not.
create or replace macro public_acl_of(request) as
  case
    when is_public_canned_acl(request ->> '$."x-amz-acl"')
      or is_public_canned_acl(request ->> '$.accessControlList."x-amz-acl"') then 'acl'
    when names_everybody(concat_ws(
      ' ',
      request ->> '$."x-amz-grant-read"', request ->> '$."x-amz-grant-read-acp"',
      request ->> '$."x-amz-grant-write"', request ->> '$."x-amz-grant-write-acp"',
      request ->> '$."x-amz-grant-full-control"', request ->> '$.accessControlList',
      request ->> '$.AccessControlPolicy'
    )) then 'grant'
  end;

-- A policy document, which CloudTrail holds as an object and at times as its text.
create or replace macro policy_document(policy) as
  if(json_type(policy) = 'VARCHAR', if(json_valid(policy ->> '$'), (policy ->> '$')::json, null), policy);

-- The statements of a policy: Statement is one object or a list of them. JSON[].
create or replace macro policy_statements(document) as
  if(
    json_type(json_extract(document, '$.Statement')) = 'ARRAY',
    json_transform(json_extract(document, '$.Statement'), '["JSON"]'),
    [json_extract(document, '$.Statement')]
  );

-- The texts of a JSON value that is one text or a list of them. VARCHAR[].
create or replace macro json_text_list(value) as
  case json_type(value)
    when 'ARRAY' then json_transform(value, '["VARCHAR"]')
    when 'VARCHAR' then [value ->> '$']
    else []
  end;

-- A Principal that is everybody: "*", {"AWS": "*"} or a list with "*".
create or replace macro is_everybody(principal) as
  coalesce(
    principal::varchar = '"*"'
    or list_contains(json_text_list(json_extract(principal, '$.AWS')), '*')
    or list_contains(json_text_list(principal), '*'),
    false
  );

-- Whether a Condition narrows a statement to known callers or places, as S3 judges it: a positive comparison of one
-- of these keys with something other than everything.
create or replace macro is_restricting(condition) as
  coalesce(
    list_bool_or(list_transform(
      map_entries(json_transform(condition, '"MAP(VARCHAR, MAP(VARCHAR, JSON))"')),
      lambda test: not regexp_matches(test.key, '(?i)(^|:)(StringNot|ArnNot|NotIp|Null|Bool|Date|Numeric)')
        and coalesce(
          list_bool_or(list_transform(
            map_entries(test.value),
            lambda operand: lower(operand.key) in (
              'aws:sourceip', 'aws:vpcsourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourcevpcarn',
              'aws:sourceaccount', 'aws:sourceowner', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths',
              'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount', 'aws:principalarn',
              'aws:userid', 'aws:username', 's3:dataaccesspointaccount', 's3:dataaccesspointarn',
              's3:x-amz-server-side-encryption-aws-kms-key-id'
            )
            and not regexp_matches(operand.value::varchar, '"(\*|0\.0\.0\.0/0|::/0)"')
          )),
          false
        )
    )),
    false
  );

-- Whether a resource policy lets everybody in: Allow, for everybody or everybody but some, without a restricting
-- condition.
create or replace macro is_public_policy(policy) as
  coalesce(
    list_bool_or(list_transform(
      policy_statements(policy_document(policy)),
      lambda statement: (statement ->> '$.Effect') = 'Allow'
        and (is_everybody(json_extract(statement, '$.Principal')) or json_exists(statement, '$.NotPrincipal'))
        and not is_restricting(json_extract(statement, '$.Condition'))
    )),
    false
  );

-- How a request to S3 would give access to everybody: acl, grant or policy; NULL for all other requests. Whether it
-- did is another matter: the request may have been refused, or Block Public Access may stand in its way.
create or replace macro public_access_of(event_name, request) as
  case
    when event_name in (
      'CreateBucket', 'PutBucketAcl', 'PutObject', 'PutObjectAcl', 'CopyObject', 'PostObject', 'CreateMultipartUpload'
    ) then public_acl_of(request)
    when event_name in ('PutBucketPolicy', 'PutAccessPointPolicy')
      and (
        is_public_policy(json_extract(request, '$.bucketPolicy'))
        or is_public_policy(json_extract(request, '$.policy'))
        or is_public_policy(json_extract(request, '$.PutAccessPointPolicyRequest.Policy'))
      ) then 'policy'
  end;
