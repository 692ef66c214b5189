-- purpose: brings the tables of version 1 to version 2, which knows how requests to S3 open something to everybody
alter table "case".main.record add column if not exists "publicAccess" varchar;

update "case".main.record
set "publicAccess" = public_access_of("eventName", json_extract(raw, '$.requestParameters'))
where "eventSource" = 's3.amazonaws.com'
  and "eventName" in (
    'CreateBucket', 'PutBucketAcl', 'PutObject', 'PutObjectAcl', 'CopyObject', 'PostObject', 'CreateMultipartUpload',
    'PutBucketPolicy', 'PutAccessPointPolicy'
  );
