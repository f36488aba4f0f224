-- Programs that keep the users and groups of a directory; their tokens are here as keyed hashes alone. A revoked one is gone.
create table provisioning_client (
    directory_id uuid        not null,
    id           uuid        not null,
    name         text        not null,
    token_hash   bytea       not null,
    created_by   uuid        not null,
    created_at   timestamptz not null,
    primary key (directory_id, id)
);
create unique index provisioning_client_token on provisioning_client (token_hash);

-- Names are compared in lower case, character by character.
create table directory_group (
    directory_id uuid             not null,
    id           uuid             not null,
    name         text             not null,
    name_key     text collate "C" not null,
    external_id  text,
    created_at   timestamptz      not null,
    updated_at   timestamptz      not null,
    revision     bigint           not null,
    primary key (directory_id, id)
);
create unique index directory_group_name on directory_group (directory_id, name_key);

create table group_member (
    directory_id uuid not null,
    group_id     uuid not null,
    profile_id   uuid not null,
    primary key (directory_id, group_id, profile_id)
);
create index group_member_profile on group_member (directory_id, profile_id, group_id);

-- What changed since is asked by whoever keeps another system in step.
create index member_by_update on member (directory_id, updated_at, profile_id) include (role, state);
