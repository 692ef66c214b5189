-- title: New Public Objects
-- chart: number
-- size: small
-- query: service:s3 AND eventName:(PutObject OR CopyObject OR CreateMultipartUpload OR PostObject) AND publicAccess:*
--   AND NOT eventCategory:NetworkActivity AND outcome:success
-- needs: service:s3 AND eventCategory:Data
-- absent: S3 data events are not logged in this data set, so objects written as public cannot be seen.
-- description: How many writes gave an object an ACL that opens it to everybody, how many objects and buckets that
--   are, and who wrote them. Attempts that were refused are facts of their own: they published nothing. Whether an
--   object could really be fetched also depends on Block Public Access being off at that time. Later deletions in
--   bulk (DeleteObjects) do not name the objects.
-- condition: Successful PutObject, CopyObject, CreateMultipartUpload and PostObject events of S3 whose canned ACL or
--   grants give access to AllUsers or AuthenticatedUsers.
-- pitfall: P3 A write that was refused published nothing: where Object Ownership is bucket owner enforced (the
--   default) it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: Without S3 data events no object is seen at all; the panel says so instead of 0.
-- pitfall: A large object is counted when its upload begins (CreateMultipartUpload), since only that request carries
--   the ACL; parts and completion are other events.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; in a sister app it takes an ACL for public whose x-amz-acl
--   contains public, or whose grant is to AllUsers or AuthenticatedUsers, for PutBucketAcl and CreateBucket only.
-- empty: No S3 data events in this range.

with attempt as (
  select
    actor, resource, "requestParameters.bucketName" as bucket, "errorCode", outcome, "eventTime",
    outcome = 'success' as is_public
  from event
  where "eventName" in ('PutObject', 'CopyObject', 'CreateMultipartUpload', 'PostObject')
    and service = 's3'
    and "publicAccess" is not null
    and "eventCategory" <> 'NetworkActivity'
)

select
  count(*) filter (where is_public) as events,
  count(distinct resource) filter (where is_public) as objects,
  count(distinct bucket) filter (where is_public) as buckets,
  array_to_string(list_sort(list(distinct bucket) filter (where is_public))[1:5], ', ') as bucket_list,
  count(distinct actor) filter (where is_public) as actors,
  min("eventTime") filter (where is_public) as first_at,
  max("eventTime") filter (where is_public) as last_at,
  count(*) filter (where not is_public) as failed_attempts,
  count(*) filter (where "errorCode" = 'AccessControlListNotSupported') as acls_disabled,
  count(*) filter (where outcome = 'denied') as access_denied
from attempt
having count(*) > 0 or exists (from event where service = 's3' and "eventCategory" = 'Data')
