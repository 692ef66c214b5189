-- title: Public Buckets
-- chart: number
-- size: small
-- query: service:s3 AND eventName:(CreateBucket OR PutBucketAcl OR PutBucketPolicy) AND publicAccess:* AND NOT
--   eventCategory:NetworkActivity AND outcome:success
-- description: How many calls opened a bucket to everybody, which buckets, by ACL or by policy, and how many such
--   calls were refused. Block Public Access decides whether the bucket could really be read; calls that weaken it or
--   Object Ownership are counted beside, and listed in Public Buckets Table.
-- condition: Successful CreateBucket and PutBucketAcl events whose ACL gives access to AllUsers or
--   AuthenticatedUsers, and successful PutBucketPolicy events whose policy lets everybody in without a restricting
--   condition.
-- pitfall: P3 A call that was refused opened nothing: where Object Ownership is bucket owner enforced (the default)
--   it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: authenticated-read and a grant to AuthenticatedUsers are public too: anybody can have an AWS account.
-- pitfall: A policy is public without any ACL: Allow for Principal * or AWS *, as text, list or object, unless a
--   condition narrows it to fixed callers or places.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; in a sister app it judges the ACLs of PutBucketAcl and
--   CreateBucket only, so buckets made public by a policy or by x-amz-grant-full-control are missed.
-- empty: No management events of S3 in this range.

with call as (
  select
    actor, "requestParameters.bucketName" as bucket, "publicAccess", "errorCode", outcome, "eventTime",
    "publicAccess" is not null and outcome = 'success' as is_public,
    "publicAccess" is null and outcome = 'success'
      and weakened_protection("eventName", "requestParameters") is not null as is_weaker
  from event
  -- Unlike in (…), this is tested while the events are read, so that the records of all others stay unread.
  where list_contains(
      [
        'CreateBucket', 'PutBucketAcl', 'PutBucketPolicy', 'PutBucketPublicAccessBlock',
        'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
        'PutBucketOwnershipControls', 'PutBucketWebsite'
      ],
      "eventName"
    )
    and service = 's3'
    and "eventCategory" <> 'NetworkActivity'
)

select
  count(*) filter (where is_public) as events,
  count(distinct bucket) filter (where is_public) as buckets,
  array_to_string(list_sort(list(distinct bucket) filter (where is_public))[1:5], ', ') as bucket_list,
  count(*) filter (where is_public and "publicAccess" <> 'policy') as by_acl,
  count(*) filter (where is_public and "publicAccess" = 'policy') as by_policy,
  count(distinct actor) filter (where is_public) as actors,
  min("eventTime") filter (where is_public) as first_at,
  max("eventTime") filter (where is_public) as last_at,
  count(*) filter (where "publicAccess" is not null and outcome <> 'success') as failed_attempts,
  count(*) filter (where "publicAccess" is not null and "errorCode" = 'AccessControlListNotSupported') as acls_disabled,
  count(*) filter (where "publicAccess" is not null and outcome = 'denied') as access_denied,
  count(*) filter (where is_weaker) as protection_weakened
from call
having count(*) > 0 or exists (from event where service = 's3' and "eventCategory" = 'Management')
