-- purpose: stars, tags and notes by record, in memory while the case is open; filled by main/marks

-- one row = one starred event
create table if not exists memory.main.star_mark (marked_id bigint not null);

-- one row = one tag of one event, its own or that of one of its entities; may be told twice
create table if not exists memory.main.tag_mark (marked_id bigint not null, marked_tag varchar not null);

-- one row = one event with its tags
create table if not exists memory.main.tag_list (marked_id bigint not null, tags varchar[] not null);

-- one row = one event with a note
create table if not exists memory.main.note_mark (marked_id bigint not null, marked_note varchar not null);
