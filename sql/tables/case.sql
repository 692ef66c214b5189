-- purpose: everything a case file holds · created when the file is new, and what it lacks when it is of an older version
-- The raw record is the evidence; the columns beside it are projected from it by sql/ingest/project.sql
-- and carry the names of CloudTrail's own fields.

create table if not exists case_property (
  name varchar primary key,
  value varchar not null
);

-- one row = one run of an import · unchanged counts the files that were as they had been read before
create table if not exists import (
  import_id integer primary key,
  started_at timestamp not null,
  finished_at timestamp,
  status varchar not null,
  paths json not null,
  product_version varchar not null,
  unchanged bigint
);

-- one row = one file, or one member of an archive, as an import found it · sha256 is of it as it is stored,
-- content_sha256 of it uncompressed, as digest files name it · damage tells what is wrong with its compressed data, bytes
-- after their end included · assumed_zone is the zone its times were taken to be of, where they tell none
create table if not exists source (
  source_id integer primary key,
  import_id integer not null,
  path varchar not null,
  container varchar,
  kind varchar not null,
  status varchar not null,
  reason varchar,
  size_bytes bigint not null,
  raw_bytes bigint not null,
  sha256 varchar,
  records bigint not null,
  events bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  read_at timestamp not null,
  content_sha256 varchar,
  damage varchar,
  assumed_zone varchar
);

-- one row = one unique event · change_request and change_response are what a management call that writes asked for and
-- got, kept apart so that panels about changes need not read the raw records of everything · event_key is the MD5 of eventID and recipient account, or of the record
-- itself where it has no eventID · original is the text of the file that raw was rebuilt from, null where raw itself
-- stands in the file
create table if not exists record (
  record_id bigint not null,
  source_id integer not null,
  position bigint not null,
  byte_offset bigint not null,
  event_key uhugeint not null,
  raw_hash ubigint not null,
  raw varchar not null using compression zstd,
  "eventTime" timestamp not null,
  "eventName" varchar,
  "eventSource" varchar,
  "awsRegion" varchar,
  "sourceIPAddress" varchar,
  "userAgent" varchar,
  "errorCode" varchar,
  "errorMessage" varchar,
  "eventType" varchar,
  "eventCategory" varchar,
  "readOnly" boolean,
  "managementEvent" boolean,
  "recipientAccountId" varchar,
  "userIdentity.type" varchar,
  "userIdentity.principalId" varchar,
  "userIdentity.arn" varchar,
  "userIdentity.accountId" varchar,
  "userIdentity.accessKeyId" varchar,
  "userIdentity.userName" varchar,
  "userIdentity.invokedBy" varchar,
  "userIdentity.identityProvider" varchar,
  "userIdentity.onBehalfOf.userId" varchar,
  "userIdentity.sessionContext.sessionIssuer.type" varchar,
  "userIdentity.sessionContext.sessionIssuer.arn" varchar,
  "userIdentity.sessionContext.sessionIssuer.userName" varchar,
  "userIdentity.sessionContext.attributes.mfaAuthenticated" varchar,
  "userIdentity.sessionContext.attributes.creationDate" varchar,
  "userIdentity.sessionContext.sourceIdentity" varchar,
  "responseElements.ConsoleLogin" varchar,
  "additionalEventData.MFAUsed" varchar,
  "additionalEventData.SamlProviderArn" varchar,
  "requestParameters.bucketName" varchar,
  "eventVersion" varchar,
  "eventID" varchar,
  "requestID" varchar,
  "sharedEventID" varchar,
  "vpcEndpointId" varchar,
  "vpcEndpointAccountId" varchar,
  "addendum.reason" varchar,
  "addendum.originalEventID" varchar,
  "tlsDetails.tlsVersion" varchar,
  actor varchar,
  service varchar,
  outcome varchar not null,
  access varchar not null,
  role varchar,
  session varchar,
  identity varchar,
  initiator varchar not null,
  verb varchar,
  "resourceType" varchar,
  resource varchar,
  account varchar,
  "publicAccess" varchar,
  "requestParameters.withDecryption" varchar,
  "additionalEventData.UserName" varchar,
  change_request json,
  change_response json,
  original varchar using compression zstd
);

-- one row = one more delivery of an event already held · raw is kept only where it differs, original where it was
-- rebuilt
create table if not exists duplicate (
  record_id bigint not null,
  source_id integer not null,
  position bigint not null,
  byte_offset bigint not null,
  identical boolean not null,
  raw varchar using compression zstd,
  original varchar using compression zstd
);

-- one row = one piece of a file that is not a CloudTrail record
create table if not exists rejection (
  source_id integer not null,
  position bigint not null,
  byte_offset bigint not null,
  size_bytes bigint not null,
  reason varchar not null,
  excerpt varchar not null
);

-- one row = one distinct sourceIPAddress · its class, and its place and network where it has one
create table if not exists address (
  address varchar primary key,
  source_class varchar not null,
  country varchar,
  country_name varchar,
  subdivision varchar,
  city varchar,
  latitude double,
  longitude double,
  asn uinteger,
  network varchar
);

-- one row = one finished export · manifest as written beside the exported file
create table if not exists export (
  exported_at timestamp not null,
  path varchar not null,
  row_count bigint not null,
  sha256 varchar not null,
  manifest json not null
);

-- What the investigator marked. Events are named by their key, so that marks stay when files are read again; those of
-- events that are not in the case wait until they are. Where an event comes back under another key, since another file
-- tells its account or does not, its eventID names it.

-- one row = one tag · color is one of those of preload/contract/model/mark.ts
create table if not exists tag (
  tag varchar not null,
  color varchar not null
);

create table if not exists event_star (
  event_key uhugeint not null,
  "eventID" varchar,
  "recipientAccountId" varchar,
  marked_at timestamp not null
);

create table if not exists event_tag (
  event_key uhugeint not null,
  "eventID" varchar,
  "recipientAccountId" varchar,
  tag varchar not null,
  marked_at timestamp not null
);

create table if not exists event_note (
  event_key uhugeint not null,
  "eventID" varchar,
  "recipientAccountId" varchar,
  note varchar not null,
  marked_at timestamp not null
);

-- one row = one tag of one entity, which all its events have
create table if not exists entity_tag (
  type varchar not null,
  value varchar not null,
  tag varchar not null,
  marked_at timestamp not null
);

-- one row = one file that vouches for others or holds the signature of one that does, with its text
create table if not exists integrity_document (
  source_id integer not null,
  text varchar not null using compression zstd
);

-- one row = one public key of CloudTrail's that the investigator gave · value is its DER in base64
create table if not exists public_key (
  fingerprint varchar primary key,
  value varchar not null,
  valid_from timestamp,
  valid_to timestamp,
  added_at timestamp not null
);

-- What came of checking, written anew by every check (main/integrity/check-case.ts).

-- one row = one file that something is said of, digests included · files without a row are not covered
create table if not exists integrity_level (
  source_id integer not null,
  level varchar not null
);

-- one row = one digest · chain numbers the digests of one account, region, trail and place
create table if not exists integrity_digest (
  source_id integer not null,
  chain integer not null,
  account varchar not null,
  region varchar not null,
  trail varchar not null,
  backfill boolean not null,
  start_at timestamp not null,
  end_at timestamp not null,
  fingerprint varchar,
  signature varchar not null,
  level varchar not null,
  log_files bigint not null
);

-- one row = one sign file of a CloudTrail Lake query
create table if not exists integrity_sign_file (
  source_id integer not null,
  fingerprint varchar not null,
  signature varchar not null,
  files bigint not null
);

-- one row = one thing that is wrong, or bounds what was checked
create table if not exists integrity_finding (
  number integer not null,
  severity varchar not null,
  rule varchar not null,
  source_id integer,
  path varchar,
  message varchar not null
);
