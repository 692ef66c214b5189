-- purpose: what a request to S3 opens to everybody
-- source: S3 user guide, "Blocking public access", section "The meaning of public"; spec: s3-public dashboard
-- The records are hostile: JSON of an unexpected shape gives NULL, never an error.

-- One value or a list of them as a list: CloudTrail writes an element that stands once without brackets. JSON[].
create or replace macro json_list(value) as
  case json_type(value)
    when 'ARRAY' then json_transform(value, '["JSON"]')
    when 'OBJECT' then [value]
    else []
  end;

-- The texts of a JSON value that is one scalar or a list of them. VARCHAR[].
create or replace macro json_text_list(value) as
  case
    when json_type(value) = 'ARRAY' then json_transform(value, '["VARCHAR"]')
    when json_type(value) in ('OBJECT', 'NULL') then []
    else [json_extract_string(value, '$')]
  end;

-- A canned ACL that gives access to everybody (public-…) or to everybody who has an AWS account
-- (authenticated-read); NULL for any other. Old records hold the header as a list.
create or replace macro public_canned_acl(acl) as
  nullif(
    regexp_extract(lower(acl), '^[\["\s]*(public-read|public-read-write|authenticated-read)[\]"\s]*$', 1), ''
  );

-- The groups AllUsers and AuthenticatedUsers among the grantees in a text. VARCHAR[].
create or replace macro everybody_in(grantees) as
  list_distinct(
    regexp_extract_all(grantees, '(?i)\bacs\.amazonaws\.com/groups/global/(AllUsers|AuthenticatedUsers)\b', 1)
  );

-- The entries of a JSON object; NULL for anything else.
create or replace macro json_entries(object) as
  map_entries(json_transform(object, '"MAP(VARCHAR, JSON)"'));

-- What the x-amz-grant-… headers give to everybody: READ to AllUsers. They stand in the request or in its
-- accessControlList. VARCHAR[].
create or replace macro public_header_grants(request) as
  flatten(list_transform(
    list_filter(
      list_concat(
        json_entries(request),
        json_entries(json_extract(request, '$.accessControlList')),
        json_entries(json_extract(request, '$.AccessControlList'))
      ),
      lambda header: regexp_full_match(
        header.key, '(?i)x[-_]amz[-_]grant[-_](read|read[-_]acp|write|write[-_]acp|full[-_]control)'
      )
    ),
    lambda header: list_transform(
      everybody_in(header.value::varchar),
      lambda grantee: replace(replace(upper(header.key), '-', '_'), 'X_AMZ_GRANT_', '') || ' to ' || grantee
    )
  ));

-- What the grants of an ACL document give to everybody. VARCHAR[].
create or replace macro public_document_grants(request) as
  flatten(list_transform(
    json_list(json_extract(request, '$.AccessControlPolicy.AccessControlList.Grant')),
    lambda given: list_transform(
      everybody_in(json_extract_string(given, '$.Grantee.URI')),
      lambda grantee: coalesce(
        json_extract_string(given, '$.Permission'), json_extract_string(given, '$.permission'), 'access'
      ) || ' to ' || grantee
    )
  ));

create or replace macro public_grants(request) as
  list_distinct(list_concat(public_header_grants(request), public_document_grants(request)));

-- The canned ACL of a request that gives access to everybody. A form posted by a browser calls it acl, which is the
-- name of the subresource elsewhere and then empty.
create or replace macro public_canned_acl_of(request) as
  coalesce(
    public_canned_acl(json_extract_string(request, '$."x-amz-acl"')),
    public_canned_acl(json_extract_string(request, '$.accessControlList."x-amz-acl"')),
    public_canned_acl(json_extract_string(request, '$.acl'))
  );

-- How the ACL of a request gives access to everybody: acl (canned) or grant; NULL where it does not. The test of
-- the whole text spares most requests a closer look.
create or replace macro public_acl_of(request) as
  case
    when regexp_matches(request::varchar, '(?i)public-read|authenticated-read|AllUsers|AuthenticatedUsers')
    then case
      when public_canned_acl_of(request) is not null then 'acl'
      when len(public_grants(request)) > 0 then 'grant'
    end
  end;

-- What the ACL of a request gives to everybody, in words: public-read, or READ to AllUsers.
create or replace macro public_acl_text(request) as
  coalesce(
    public_canned_acl_of(request), list_aggregate(list_sort(public_grants(request)), 'string_agg', ', ')
  );

-- A policy document, which CloudTrail holds as an object and at times as its text.
create or replace macro policy_document(policy) as
  case
    when json_type(policy) <> 'VARCHAR' then policy
    when json_valid(json_extract_string(policy, '$')) then try_cast(json_extract_string(policy, '$') as json)
  end;

-- The statements of a policy: Statement is one object or a list of them. JSON[].
create or replace macro policy_statements(document) as
  json_list(json_extract(document, '$.Statement'));

-- A Principal that is everybody: "*", {"AWS": "*"} or a list with "*".
create or replace macro is_everybody(principal) as
  coalesce(
    list_contains(json_text_list(principal), '*')
    or list_contains(json_text_list(json_extract(principal, '$.AWS')), '*'),
    false
  );

-- Whether a block of addresses is one that S3 takes for known callers: at least /8 of IPv4, /32 of IPv6.
create or replace macro is_narrow_block(block) as
  case
    when not regexp_full_match(block, '[0-9a-fA-F.:]+(/[0-9]{1,3})?') then false
    when not contains(block, '/') then true
    else try_cast(split_part(block, '/', 2) as integer) >= if(contains(block, ':'), 32, 8)
  end;

-- Whether a value of a condition key is fixed: without wildcard and without policy variable. In the policy of a
-- bucket the name of an access point may be a wildcard where its account is fixed.
create or replace macro is_fixed_value(key, value, event_name) as
  case
    when key = 'aws:sourceip' then is_narrow_block(value)
    when key = 's3:dataaccesspointarn' then event_name <> 'PutAccessPointPolicy'
      and regexp_full_match(value, 'arn:[^:*?$]*:s3[^:*?$]*:[^:]*:[0-9]{12}:accesspoint[/:].*')
    else value <> '' and not regexp_matches(value, '[*?]|\$\{')
  end;

-- Keys that tell callers or the places they call from apart, and that nobody can choose for himself: a user name
-- or a tag of a principal can be had in any account. The last ones do the same, but are newer than the guide.
create or replace macro is_restricting_key(key) as
  key in (
    'aws:sourceip', 'aws:sourcearn', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourceowner', 'aws:sourceaccount',
    'aws:userid', 's3:dataaccesspointarn', 's3:dataaccesspointaccount',
    'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount', 'aws:principalarn',
    'aws:principalservicename',
    'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourcevpcarn', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'
  );

-- Whether a Condition narrows a statement to known callers or places, as S3 judges it: a positive comparison of one
-- of these keys with fixed values only. …IfExists and ForAllValues also hold where the key is absent, as it is for
-- callers from the internet.
create or replace macro is_restricting(condition, event_name) as
  coalesce(
    list_bool_or(list_transform(
      json_entries(condition),
      lambda test: regexp_full_match(
        test.key, '(?i)(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)'
      )
      and coalesce(
        list_bool_or(list_transform(
          json_entries(test.value),
          lambda operand: is_restricting_key(lower(operand.key)) and coalesce(
            list_bool_and(list_transform(
              json_text_list(operand.value),
              lambda value: coalesce(is_fixed_value(lower(operand.key), value, event_name), false)
            )),
            false
          )
        )),
        false
      )
    )),
    false
  );

-- The statements by which a policy lets everybody in: Allow, for everybody or everybody but some, without a
-- restricting condition. The call says whether it is the policy of a bucket or of an access point. JSON[].
create or replace macro public_statements(policy, event_name) as
  list_filter(
    policy_statements(policy_document(policy)),
    lambda statement: coalesce(json_extract_string(statement, '$.Effect') = 'Allow', false)
      and (is_everybody(json_extract(statement, '$.Principal')) or json_exists(statement, '$.NotPrincipal'))
      and not is_restricting(json_extract(statement, '$.Condition'), event_name)
  );

create or replace macro is_public_policy(policy, event_name) as
  coalesce(len(public_statements(policy, event_name)) > 0, false);

-- What a policy lets everybody do: s3:GetObject, s3:ListBucket; NULL where it lets nobody in.
create or replace macro public_policy_text(policy, event_name) as
  list_aggregate(
    list_sort(list_distinct(flatten(list_transform(
      public_statements(policy, event_name),
      lambda statement: list_concat(
        json_text_list(json_extract(statement, '$.Action')),
        list_transform(
          json_text_list(json_extract(statement, '$.NotAction')), lambda action: 'all but ' || action
        )
      )
    )))),
    'string_agg',
    ', '
  );

-- Where a policy stands in a request of PutBucketPolicy or PutAccessPointPolicy. JSON[].
create or replace macro policies_in(request) as
  [
    json_extract(request, '$.bucketPolicy'), json_extract(request, '$.policy'), json_extract(request, '$.Policy'),
    json_extract(request, '$.PutAccessPointPolicyRequest.Policy')
  ];

-- What the policy in a request lets everybody do.
create or replace macro public_policy_text_of(event_name, request) as
  list_aggregate(
    list_transform(policies_in(request), lambda policy: public_policy_text(policy, event_name)), 'string_agg', ', '
  );

-- How a request to S3 would give access to everybody: acl, grant or policy; NULL for all other requests. Whether it
-- did is another matter: the request may have been refused, or Block Public Access may stand in its way.
create or replace macro public_access_of(event_name, request) as
  case
    when event_name in (
      'CreateBucket', 'PutBucketAcl', 'PutObject', 'PutObjectAcl', 'CopyObject', 'PostObject', 'CreateMultipartUpload'
    ) then public_acl_of(request)
    when event_name in ('PutBucketPolicy', 'PutAccessPointPolicy')
      and list_bool_or(
        list_transform(policies_in(request), lambda policy: is_public_policy(policy, event_name))
      ) then 'policy'
  end;
