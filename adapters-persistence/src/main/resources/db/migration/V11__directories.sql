-- Whoever a directory created depends on it. When somebody signed in last outlives the session.
alter table profile add column managed_by uuid, add column last_seen_at timestamptz;
alter table profile set (fillfactor = 90);

create table directory (
    id         uuid primary key,
    owner_id   uuid        not null,
    name       text        not null,
    short_name text        not null,
    meta       jsonb       not null,
    created_at timestamptz not null,
    revision   bigint      not null
);
create unique index directory_short_name on directory (short_name);
create index directory_owner on directory (owner_id);

-- What users are found and sorted by stands in keys: in lower case, empty where there is nothing, compared character by
-- character, so that one index a field serves every page, every text and every beginning of one, of all users or those of a
-- role or state. The name is the profile's and follows it.
create table member (
    directory_id    uuid             not null,
    profile_id      uuid             not null,
    role            text collate "C" not null,
    managed         boolean          not null,
    state           text collate "C" not null,
    given_name      text,
    family_name     text,
    email           text,
    external_id     text,
    meta            jsonb            not null,
    joined_at       timestamptz      not null,
    updated_at      timestamptz      not null,
    username_key    text collate "C" not null,
    given_name_key  text collate "C" not null,
    family_name_key text collate "C" not null,
    email_key       text collate "C" not null,
    external_id_key text collate "C" not null,
    joined_key      text collate "C" not null,
    revision        bigint           not null,
    primary key (directory_id, profile_id)
);
create index member_profile on member (profile_id);
create unique index member_external_id on member (directory_id, external_id) where external_id is not null;
create index member_by_username on member (directory_id, username_key, profile_id) include (role, state);
create index member_by_given_name on member (directory_id, given_name_key, profile_id) include (role, state);
create index member_by_family_name on member (directory_id, family_name_key, profile_id) include (role, state);
create index member_by_email on member (directory_id, email_key, profile_id) include (role, state);
create index member_by_external_id on member (directory_id, external_id_key, profile_id) include (role, state);
create index member_by_role on member (directory_id, role, profile_id) include (state);
create index member_by_state on member (directory_id, state, profile_id) include (role);
create index member_by_joining on member (directory_id, joined_key, profile_id) include (role, state);

create table invitation (
    directory_id uuid        not null,
    id           uuid        not null,
    profile_id   uuid        not null,
    inviter_id   uuid        not null,
    role         text        not null,
    state        text        not null,
    lifetime     bigint      not null, -- nanoseconds
    sent_at      timestamptz not null,
    expires_at   timestamptz not null,
    revision     bigint      not null,
    primary key (directory_id, id)
);
create unique index invitation_id on invitation (id);
create unique index invitation_pending on invitation (directory_id, profile_id) where state = 'PENDING';
create index invitation_to on invitation (profile_id, sent_at) where state = 'PENDING';
create index invitation_list on invitation (directory_id, sent_at desc, id desc);

create table enrolment (
    profile_id   uuid primary key,
    directory_id uuid        not null,
    token_hash   bytea       not null,
    expires_at   timestamptz not null
);
create unique index enrolment_token on enrolment (token_hash);
create index enrolment_expiry on enrolment (expires_at);

-- Devices count to the directory that manages their owner, and to the one that made them.
alter table device add column managed_by uuid, add column created_by uuid;
create index device_managed on device (managed_by) where managed_by is not null and state <> 'REMOVED';
create index device_created on device (created_by, profile_id) where created_by is not null and state <> 'REMOVED';

-- Devices that store for users that are not their owners.
create table shared_storage (
    directory_id uuid not null,
    profile_id   uuid not null,
    device_id    uuid not null,
    primary key (directory_id, profile_id, device_id)
);
create index shared_storage_device on shared_storage (directory_id, device_id, profile_id);
