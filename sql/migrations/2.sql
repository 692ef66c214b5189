-- purpose: brings the tables of version 1 to version 2, which keeps what changed apart from the raw record and knows
-- how requests to S3 open something to everybody
alter table "case".main.record add column if not exists "publicAccess" varchar;
alter table "case".main.record add column if not exists "requestParameters.withDecryption" varchar;
alter table "case".main.record add column if not exists "additionalEventData.UserName" varchar;
alter table "case".main.record add column if not exists change_request json;
alter table "case".main.record add column if not exists change_response json;

update "case".main.record
set "publicAccess" = public_access_of("eventName", json_extract(raw, '$.requestParameters'))
where "eventSource" = 's3.amazonaws.com'
  and "eventName" in (
    'CreateBucket', 'PutBucketAcl', 'PutObject', 'PutObjectAcl', 'CopyObject', 'PostObject', 'CreateMultipartUpload',
    'PutBucketPolicy', 'PutAccessPointPolicy'
  );

update "case".main.record
set "requestParameters.withDecryption" = json_extract_string(raw, '$.requestParameters.withDecryption')
where "eventSource" = 'ssm.amazonaws.com';

update "case".main.record
set "additionalEventData.UserName" = json_extract_string(raw, '$.additionalEventData.UserName')
where "eventName" in ('CredentialChallenge', 'CredentialVerification', 'UserAuthentication');

update "case".main.record
set change_request = nullif(json_extract(raw, '$.requestParameters'), 'null'),
  change_response = nullif(json_extract(raw, '$.responseElements'), 'null')
where access = 'write' and "eventCategory" = 'Management';
