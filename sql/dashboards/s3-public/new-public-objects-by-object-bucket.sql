-- title: New Public Objects by Object-Bucket
-- chart: column
-- stack: $by
-- size: wide
-- keys: requestParameters.bucketName, resource
-- option: by (By) = requestParameters.bucketName|Bucket, resource|Object
-- query: service:s3 AND eventName:(PutObject OR CopyObject OR CreateMultipartUpload OR PostObject) AND publicAccess:*
--   AND NOT eventCategory:NetworkActivity AND outcome:success
-- needs: service:s3 AND eventCategory:Data
-- absent: S3 data events are not logged in this data set, so objects written as public cannot be seen.
-- description: When objects were written as public, by bucket or by object (bucket and key). There may be very many
--   objects: the chart draws the largest and adds up the rest, the table holds each of them.
-- condition: Successful PutObject, CopyObject, CreateMultipartUpload and PostObject events of S3 whose canned ACL or
--   grants give access to AllUsers or AuthenticatedUsers, by time and by bucket or object.
-- pitfall: P3 A write that was refused published nothing: where Object Ownership is bucket owner enforced (the
--   default) it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: There may be as many keys as events, so buckets are shown unless objects are asked for.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; by its description it counts new public objects by object
--   and bucket over time.
-- empty: No object was written as public in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  min("$by") as "$by",
  count(*) as events,
  count(distinct resource) as objects,
  count(distinct actor) as actors
from event
where "eventName" in ('PutObject', 'CopyObject', 'CreateMultipartUpload', 'PostObject')
  and service = 's3'
  and "publicAccess" is not null
  and outcome = 'success'
  and "eventCategory" <> 'NetworkActivity'
group by bucket_at, lower("$by")
order by bucket_at, events desc, "$by"
