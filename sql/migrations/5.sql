-- purpose: brings the tables of version 4 to version 5, which keeps what vouches for the files, what came of checking, and
-- the zones that were assumed · new tables come from sql/tables
alter table "case".main.source add column if not exists damage varchar;
alter table "case".main.source add column if not exists assumed_zone varchar;
