-- What is found by something unique is found by that alone, and its index has that alone: before a table was analysed, a
-- planner that is also given the owner may take any index that begins with it and read all that the owner has.
create table data_token (
    profile_id         uuid        not null,
    id                 uuid        not null,
    state              text        not null,
    context            text        not null,
    temporary_hash     bytea       not null,
    temporary_sealed   bytea       not null,
    permanent_hash     bytea,
    permanent_sealed   bytea,
    file_name          text,
    file_extension     text,
    file_context       text,
    file_size          bigint,
    file_path          text,
    risk               jsonb       not null,
    data               jsonb       not null,
    reserved_by        uuid,
    pending_command    uuid,
    pending_attributes jsonb,
    version            bigint,
    receipt            uuid,
    created_at         timestamptz not null,
    expires_at         timestamptz,
    updated_at         timestamptz,
    revision           bigint      not null,
    primary key (profile_id, id)
);
create unique index data_token_id on data_token (id);
create unique index data_token_temporary on data_token (temporary_hash);
create unique index data_token_permanent on data_token (permanent_hash) where permanent_hash is not null;
create index data_token_reserved_by on data_token (reserved_by) where reserved_by is not null;

-- Lists: newest first, and narrowed by what a filter can name. Long texts are found by how they begin.
create index data_token_list on data_token (profile_id, created_at desc, id desc) where state = 'PERMANENT';
create index data_token_list_deleted on data_token (profile_id, created_at desc, id desc) where state = 'DELETED';
create index data_token_file_name on data_token (profile_id, left(file_name, 64) text_pattern_ops)
    where state = 'PERMANENT' and left(file_name, 64) is not null;
create index data_token_file_extension on data_token (profile_id, left(file_extension, 64) text_pattern_ops)
    where state = 'PERMANENT' and left(file_extension, 64) is not null;
create index data_token_data_type on data_token (profile_id, left(data ->> 'type', 64) text_pattern_ops)
    where state = 'PERMANENT' and left(data ->> 'type', 64) is not null;
create index data_token_context on data_token (profile_id, left(context, 64) text_pattern_ops)
    where state = 'PERMANENT';

-- One version of some data on devices. Its row is the only place of its key: deleting the row destroys the data.
create table placement (
    profile_id  uuid        not null,
    ref         uuid        not null,
    token_id    uuid        not null,
    state       text        not null,
    version     bigint      not null,
    key_version integer     not null,
    wrapped_key bytea       not null,
    digests     bytea       not null,
    size        bigint      not null,
    chunk_size  integer     not null,
    sealed_at   timestamptz not null,
    primary key (profile_id, ref)
);
create unique index placement_ref on placement (ref);
create index placement_token on placement (token_id);
create index placement_staged on placement (sealed_at) where state = 'STAGED';

create table replica (
    profile_id uuid        not null,
    ref        uuid        not null,
    device_id  uuid        not null,
    held_at    timestamptz not null,
    primary key (profile_id, ref, device_id)
);
create index replica_device on replica (device_id);

create table erasure (
    profile_id   uuid        not null,
    token_id     uuid        not null,
    ref          uuid        not null,
    device_id    uuid        not null,
    begun_at     timestamptz not null,
    confirmed_at timestamptz,
    primary key (profile_id, token_id, ref, device_id)
);
create index erasure_open on erasure (token_id) where confirmed_at is null;
create index erasure_awaited on erasure (device_id, ref) where confirmed_at is null;

create table stream_token (
    profile_id uuid        not null,
    token_id   uuid        not null,
    token_hash bytea       not null,
    expires_at timestamptz not null,
    primary key (profile_id, token_id)
);
create unique index stream_token_hash on stream_token (token_hash);
