-- purpose: brings the tables of version 3 to version 4, which keeps how many files an import found unchanged
alter table "case".main.import add column if not exists unchanged bigint;
