-- purpose: brings the tables of version 5 to version 6, which keeps stars, tags and notes · new tables come from
-- sql/tables
select 1;
