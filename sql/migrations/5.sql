-- purpose: brings the tables of version 4 to version 5, which keeps what vouches for the files, and what came of checking,
-- and the zones that were assumed
alter table "case".main.source add column if not exists damage varchar;
alter table "case".main.source add column if not exists assumed_zone varchar;

create table if not exists "case".main.integrity_document (
  source_id integer not null,
  text varchar not null using compression zstd
);

create table if not exists "case".main.public_key (
  fingerprint varchar primary key,
  value varchar not null,
  valid_from timestamp,
  valid_to timestamp,
  added_at timestamp not null
);

create table if not exists "case".main.integrity_level (
  source_id integer not null,
  level varchar not null
);

create table if not exists "case".main.integrity_digest (
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

create table if not exists "case".main.integrity_sign_file (
  source_id integer not null,
  fingerprint varchar not null,
  signature varchar not null,
  files bigint not null
);

create table if not exists "case".main.integrity_finding (
  number integer not null,
  severity varchar not null,
  rule varchar not null,
  source_id integer,
  path varchar,
  message varchar not null
);
