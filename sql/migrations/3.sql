-- purpose: brings the tables of version 2 to version 3, which keeps what rebuilt records were made from and the hashes
-- that digest files name
alter table "case".main.record add column if not exists original varchar;
alter table "case".main.duplicate add column if not exists original varchar;
alter table "case".main.source add column if not exists content_sha256 varchar;
