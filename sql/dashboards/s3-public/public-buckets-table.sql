-- title: Public Buckets Table
-- chart: table
-- size: full
-- keys: eventID
-- option: calls (Calls) = all|Opened and protection weakened, public|Opened to everybody
-- option: outcome (Outcome) = all|Successful and refused, success|Successful only
-- rows: 500
-- query: service:s3 AND NOT eventCategory:NetworkActivity
-- query when calls=all: (eventName:(CreateBucket OR PutBucketAcl OR PutBucketPolicy OR PutAccessPointPolicy) AND
--   publicAccess:*) OR eventName:(DeleteBucketPublicAccessBlock OR DeleteAccountPublicAccessBlock OR
--   PutBucketWebsite) OR (eventName:(PutBucketPublicAccessBlock OR PutAccountPublicAccessBlock) AND
--   requestParameters.PublicAccessBlockConfiguration:* AND NOT
--   (requestParameters.PublicAccessBlockConfiguration.BlockPublicAcls:true AND
--   requestParameters.PublicAccessBlockConfiguration.IgnorePublicAcls:true AND
--   requestParameters.PublicAccessBlockConfiguration.BlockPublicPolicy:true AND
--   requestParameters.PublicAccessBlockConfiguration.RestrictPublicBuckets:true)) OR
--   (eventName:PutBucketOwnershipControls AND requestParameters.OwnershipControls:* AND NOT
--   requestParameters.OwnershipControls:BucketOwnerEnforced)
-- query when calls=public: eventName:(CreateBucket OR PutBucketAcl OR PutBucketPolicy OR PutAccessPointPolicy) AND
--   publicAccess:*
-- query when outcome=success: outcome:success
-- description: Calls that open a bucket or an access point to everybody, and calls that weaken what keeps buckets
--   closed: Block Public Access of the bucket or the account, Object Ownership with ACLs, a website. Newest first;
--   calls that did not succeed are attempts and no exposures. A bucket is really open only when both a public ACL or
--   policy and weakened Block Public Access come together.
-- condition: CreateBucket, PutBucketAcl, PutBucketPolicy and PutAccessPointPolicy events that let everybody in, and
--   events that remove Block Public Access or leave one of its settings off, set an Object Ownership other than
--   BucketOwnerEnforced, or set up a website, whether they succeeded or not, the newest 500.
-- pitfall: P3 A call that was refused opened nothing: where Object Ownership is bucket owner enforced (the default)
--   it fails with AccessControlListNotSupported, and Block Public Access makes it fail with AccessDenied.
-- pitfall: P14 The calls have names of their own in CloudTrail: Put and Delete, Bucket and Account, followed by
--   PublicAccessBlock.
-- pitfall: authenticated-read and a grant to AuthenticatedUsers are public too: anybody can have an AWS account.
-- pitfall: A policy is public without any ACL: Allow for Principal * or AWS *, as text, list or object, unless a
--   condition narrows it to fixed callers or places.
-- pitfall: A setting of Block Public Access that the request leaves out is off.
-- pitfall: The policy of an access point that takes requests from a VPC only is never public; the request does not
--   say whether it does.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- original: Sumo describes this panel without its query; in a sister app it judges the ACLs of PutBucketAcl and
--   CreateBucket only, and no call that weakens protection.
-- empty: Nobody opened a bucket to everybody or weakened its protection in this range.

with call as materialized (
  select
    "eventTime", "requestParameters.bucketName", "eventName", outcome, "errorCode", actor, "sourceIPAddress", account,
    "userIdentity.accessKeyId", "awsRegion", "eventID", "publicAccess", "requestParameters" as request
  from event
  -- Unlike in (…), this is tested while the events are read, so that the records of all others stay unread.
  where list_contains(
      [
        'CreateBucket', 'PutBucketAcl', 'PutBucketPolicy', 'PutAccessPointPolicy', 'PutBucketPublicAccessBlock',
        'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
        'PutBucketOwnershipControls', 'PutBucketWebsite'
      ],
      "eventName"
    )
    and service = 's3'
    and ($calls = 'all' or "publicAccess" is not null)
    and ($outcome = 'all' or outcome = 'success')
    and "eventCategory" <> 'NetworkActivity'
),

-- Materialised step by step, so that the request is cut out of the record and explained once.
explained as materialized (
  select
    *,
    case
      when "publicAccess" is null then weakened_protection("eventName", request)
      when "eventName" = 'PutAccessPointPolicy' then 'Access point policy lets everybody in'
      when "eventName" = 'PutBucketPolicy' then 'Bucket policy lets everybody in'
      when "eventName" = 'CreateBucket' then 'Bucket created with an ACL for everybody'
      else 'Bucket ACL for everybody'
    end || coalesce(
      ': ' || case
        when "publicAccess" = 'policy' then public_policy_text_of("eventName", request)
        when "publicAccess" is not null then public_acl_text(request)
      end,
      ''
    ) as change
  from call
)

select
  "eventTime",
  "requestParameters.bucketName",
  change,
  "eventName",
  outcome,
  "errorCode",
  actor,
  "sourceIPAddress",
  account,
  "userIdentity.accessKeyId",
  "awsRegion",
  "eventID"
from explained
where change is not null
order by "eventTime" desc, "eventID"
