-- Users that are walked past on the way to a page are judged in the index, without a look at their rows: each index has what
-- every filter asks for. Of texts it has beginnings, since an entry of an index has to fit into 2,704 bytes.
alter table member
    add column username_start    text collate "C" not null generated always as (left(username_key, 60)) stored,
    add column given_name_start  text collate "C" not null generated always as (left(given_name_key, 60)) stored,
    add column family_name_start text collate "C" not null generated always as (left(family_name_key, 60)) stored,
    add column email_start       text collate "C" not null generated always as (left(email_key, 60)) stored,
    add column external_id_start text collate "C" not null generated always as (left(external_id_key, 60)) stored;

drop index member_by_username, member_by_given_name, member_by_family_name, member_by_email, member_by_external_id,
    member_by_role, member_by_state, member_by_joining;

create index member_by_username on member (directory_id, username_key, profile_id)
    include (given_name_start, family_name_start, email_start, external_id_start, role, state, joined_key);
create index member_by_given_name on member (directory_id, given_name_key, profile_id)
    include (username_start, family_name_start, email_start, external_id_start, role, state, joined_key);
create index member_by_family_name on member (directory_id, family_name_key, profile_id)
    include (username_start, given_name_start, email_start, external_id_start, role, state, joined_key);
create index member_by_email on member (directory_id, email_key, profile_id)
    include (username_start, given_name_start, family_name_start, external_id_start, role, state, joined_key);
create index member_by_external_id on member (directory_id, external_id_key, profile_id)
    include (username_start, given_name_start, family_name_start, email_start, role, state, joined_key);
create index member_by_role on member (directory_id, role, profile_id)
    include (username_start, given_name_start, family_name_start, email_start, external_id_start, state, joined_key);
create index member_by_state on member (directory_id, state, profile_id)
    include (username_start, given_name_start, family_name_start, email_start, external_id_start, role, joined_key);
create index member_by_joining on member (directory_id, joined_key, profile_id)
    include (username_start, given_name_start, family_name_start, email_start, external_id_start, role, state);
