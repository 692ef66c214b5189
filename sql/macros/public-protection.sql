-- purpose: what a call to S3 takes away from what keeps a bucket closed, or adds to how it can be reached
-- source: S3 user guide, "Blocking public access" and "Controlling ownership of objects"; spec: s3-public dashboard

-- The settings of a PublicAccessBlockConfiguration that are not true. One that is left out is false; where there is
-- no configuration, nothing is said. VARCHAR[].
create or replace macro settings_off(configuration) as
  list_filter(
    if(
      json_type(configuration) <> 'NULL',
      ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'],
      []
    ),
    lambda setting: not list_contains(
      flatten(list_transform(
        json_list(configuration),
        lambda part: list_transform(
          json_text_list(json_extract(part, '/' || setting)), lambda value: lower(value)
        )
      )),
      'true'
    )
  );

-- What a call does to the protection of a bucket or an account, in words; NULL where it does not weaken it. A record
-- without the setting says nothing.
create or replace macro weakened_protection(event_name, request) as
  case
    when event_name = 'DeleteBucketPublicAccessBlock' then 'Block Public Access of the bucket removed'
    when event_name = 'DeleteAccountPublicAccessBlock' then 'Block Public Access of the account removed'
    when event_name in ('PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock')
      then if(event_name like '%Account%', 'Block Public Access of the account off: ', 'Block Public Access off: ')
        || list_aggregate(
          settings_off(json_extract(request, '$.PublicAccessBlockConfiguration')), 'string_agg', ', '
        )
    when event_name = 'PutBucketOwnershipControls'
      and json_type(json_extract(request, '$.OwnershipControls')) <> 'NULL'
      and not regexp_matches(json_extract(request, '$.OwnershipControls')::varchar, '(?i)"BucketOwnerEnforced"')
      then 'ACLs count again: Object Ownership ' || coalesce(
        json_extract_string(request, '$.OwnershipControls.Rule.ObjectOwnership'),
        json_extract_string(request, '$.OwnershipControls.Rule[0].ObjectOwnership'),
        'is not BucketOwnerEnforced'
      )
    when event_name = 'PutBucketWebsite' then 'The bucket answers as a website'
  end;
