-- purpose: whom a request lets in: other accounts, organisations, everybody
-- source: IAM user guide, "AWS JSON policy elements: Principal"; spec: dashboards, section 3
-- Requests of another shape give an empty list. A grantee is a principal as the request writes it: an account id, an
-- ARN, `*`, or with a prefix what no account can be told of.

-- The account of an account id or an ARN; NULL for all other texts.
create or replace macro account_in(grantee) as
  nullif(regexp_extract(grantee, '^(?:arn:[^:]*:[^:]*:[^:]*:)?([0-9]{12})(?::.*)?$', 1), '');

-- The id of an organisation: o-…, alone, as a path or in the ARN of an organisation or one of its units.
create or replace macro organisation_in(grantee) as
  nullif(regexp_extract(grantee, '^(?:arn:[^:]*:organizations::.*[:/])?(o-[a-z0-9]{10,32})(?:/.*)?$', 1), '');

-- Who a grantee is to an account: everybody, a foreign account or organisation, or the text where that cannot be told.
-- NULL for the account itself, for AWS services and for CloudFront's own identities.
create or replace macro outsider_of(grantee, own_account) as
  case
    when grantee in ('*', 'all') or regexp_matches(grantee, '^arn:[^:]*:iam::[*]:') then 'everybody'
    when organisation_in(grantee) is not null then 'organisation ' || organisation_in(grantee)
    when account_in(grantee) is not null then nullif(account_in(grantee), own_account)
    when regexp_matches(grantee, '[.](amazonaws[.]com|amazon[.]com|aws[.]internal)|:iam::cloudfront:') then null
    else nullif(grantee, '')
  end;

-- The accounts and organisations that a Condition names.
create or replace macro condition_grantees(condition) as
  list_concat(
    regexp_extract_all(condition::varchar, '"(?:arn:[^":]*:[^":]*:[^":]*:)?([0-9]{12})[":]', 1),
    regexp_extract_all(condition::varchar, '"(o-[a-z0-9]{10,32})["/]', 1)
  );

-- Whom one statement lets in. Everybody, under a condition that narrows it to known callers, is those callers.
create or replace macro statement_grantees(statement) as
  case
    when (statement ->> '$.Effect') is distinct from 'Allow' then []
    when not is_everybody(json_extract(statement, '$.Principal')) and not json_exists(statement, '$.NotPrincipal')
      then list_concat(
        json_text_list(json_extract(statement, '$.Principal.AWS')),
        list_transform(
          json_text_list(json_extract(statement, '$.Principal.CanonicalUser')), lambda id: 'canonical user ' || id
        )
      )
    when not is_restricting(json_extract(statement, '$.Condition'), '')
      and not contains(lower(coalesce(statement ->> '$.Condition', '')), '"kms:calleraccount"') then ['*']
    when len(condition_grantees(json_extract(statement, '$.Condition'))) > 0
      then condition_grantees(json_extract(statement, '$.Condition'))
    else ['everybody, under a condition']
  end;

-- Whom a resource policy or a trust policy lets in. VARCHAR[].
create or replace macro policy_grantees(policy) as
  coalesce(
    list_filter(
      flatten(list_transform(
        policy_statements(policy_document(policy)), lambda statement: statement_grantees(statement)
      )),
      lambda grantee: grantee is not null
    ),
    []
  );

-- Whom the policies in a request let in, wherever a service puts them.
create or replace macro request_policy_grantees(request) as
  flatten(list_transform(
    json_extract(request, [
      '$.policyDocument', '$.assumeRolePolicyDocument', '$.bucketPolicy', '$.policy', '$.policy.policy',
      '$.policyText', '$.resourcePolicy', '$.policyInJson', '$.attributeValue', '$.attributes.Policy',
      '$.accessPolicies', '$.accessPolicy', '$.PutAccessPointPolicyRequest.Policy'
    ]),
    lambda policy: policy_grantees(policy)
  ));

-- Whom a request lets in by naming them in a list, as snapshots, images, documents, queues and shares do.
create or replace macro request_list_grantees(request) as
  list_concat(
    json_extract_string(request, '$.createVolumePermission.add.items[*].userId'),
    json_extract_string(request, '$.createVolumePermission.add.items[*].group'),
    json_extract_string(request, '$.launchPermission.add.items[*].userId'),
    json_extract_string(request, '$.launchPermission.add.items[*].group'),
    json_extract_string(request, '$.launchPermission.add.items[*].organizationArn'),
    json_extract_string(request, '$.launchPermission.add.items[*].organizationalUnitArn'),
    json_extract_string(request, '$.valuesToAdd[*]'),
    json_extract_string(request, '$.accountIdsToAdd[*]'),
    json_extract_string(request, '$.aWSAccountId[*]'),
    json_extract_string(request, '$.aWSAccountIds[*]'),
    json_extract_string(request, '$.principals[*]')
  );

-- Whom a permission lets in that names one principal; with everybody, what narrows it counts.
create or replace macro request_principal_grantees(request) as
  case
    when (request ->> '$.principal') = '*' then [coalesce(
      request ->> '$.principalOrgID', request ->> '$.organizationId', request ->> '$.condition.value',
      request ->> '$.sourceAccount', account_in(request ->> '$.sourceArn'), '*'
    )]
    else json_text_list(json_extract(request, '$.principal'))
  end;
