-- title: Public Buckets Timeline
-- chart: column
-- stack: requestParameters.bucketName
-- size: wide
-- keys: requestParameters.bucketName, publicAccess
-- query: service:s3 AND eventName:(CreateBucket OR PutBucketAcl OR PutBucketPolicy) AND publicAccess:* AND NOT
--   eventCategory:NetworkActivity AND outcome:success
-- description: When buckets were opened to everybody, by bucket and by how: a canned ACL, a grant or a policy.
-- condition: Successful CreateBucket and PutBucketAcl events whose ACL gives access to AllUsers or
--   AuthenticatedUsers, and successful PutBucketPolicy events whose policy lets everybody in without a restricting
--   condition, by time, bucket and how.
-- pitfall: P3 A call that was refused opened nothing: where Object Ownership is bucket owner enforced (the default)
--   it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: authenticated-read and a grant to AuthenticatedUsers are public too: anybody can have an AWS account.
-- pitfall: A policy is public without any ACL: Allow for Principal * or AWS *, as text, list or object, unless a
--   condition narrows it to fixed callers or places.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; in a sister app it judges the ACLs of PutBucketAcl and
--   CreateBucket only.
-- empty: No bucket was opened to everybody in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "requestParameters.bucketName",
  "publicAccess",
  count(*) as events,
  count(distinct actor) as actors
from event
where "eventName" in ('CreateBucket', 'PutBucketAcl', 'PutBucketPolicy')
  and service = 's3'
  and "publicAccess" is not null
  and outcome = 'success'
  and "eventCategory" <> 'NetworkActivity'
group by bucket_at, "requestParameters.bucketName", "publicAccess"
order by bucket_at, events desc, "requestParameters.bucketName", "publicAccess"
