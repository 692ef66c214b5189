-- title: Modified Public Objects Table
-- chart: table
-- size: full
-- keys: eventID
-- option: outcome (Outcome) = all|Successful and refused, success|Successful only
-- rows: 500
-- query: service:s3 AND eventName:PutObjectAcl AND publicAccess:* AND NOT eventCategory:NetworkActivity
-- query when outcome=success: outcome:success
-- needs: service:s3 AND eventCategory:Data
-- absent: S3 data events are not logged in this data set, so objects opened to everybody cannot be seen.
-- description: Changes of the permissions of objects that open them to everybody, newest first; those that did not
--   succeed are attempts and no exposures. opened_by is the canned ACL, or the permission and the group that it is
--   given to. Whether an object could be fetched also depends on Block Public Access; additionalEventData.aclRequired
--   is Yes for requests that needed an ACL to be allowed.
-- condition: PutObjectAcl events of S3 whose canned ACL or grants give access to AllUsers or AuthenticatedUsers,
--   whether they succeeded or not, the newest 500.
-- pitfall: P3 A write that was refused published nothing: where Object Ownership is bucket owner enforced (the
--   default) it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: P1 Callers without credentials are recorded as type AWSAccount with the account ANONYMOUS_PRINCIPAL; the
--   actor says anonymous.
-- pitfall: authenticated-read is public too: it opens the object to everybody who has an AWS account.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; its table has time, key, bucket, account, region, user name
--   and access key.
-- empty: Nobody tried to open an object to everybody in this range.

select
  "eventTime",
  json_extract_string("requestParameters", '$.key') as "requestParameters.key",
  "requestParameters.bucketName",
  public_acl_text("requestParameters") as opened_by,
  outcome,
  "errorCode",
  actor,
  "sourceIPAddress",
  "userIdentity.accountId",
  "userIdentity.accessKeyId",
  "awsRegion",
  "eventID"
from event
where "eventName" = 'PutObjectAcl'
  and service = 's3'
  and "publicAccess" is not null
  and ($outcome = 'all' or outcome = 'success')
  and "eventCategory" <> 'NetworkActivity'
order by "eventTime" desc, "eventID"
