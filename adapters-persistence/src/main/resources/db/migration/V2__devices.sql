create table device (
    profile_id    uuid        not null,
    id            uuid        not null,
    name          text        not null,
    state         text        not null,
    storage       boolean     not null,
    authenticator boolean     not null,
    sealing_key   text,
    signing_key   bytea,
    client_id     text,
    client_secret bytea,
    retrieved_at  timestamptz,
    meta          jsonb       not null,
    created_at    timestamptz not null,
    revision      bigint      not null,
    primary key (profile_id, id)
);
create unique index device_id on device (id);

-- Overwritten with every heartbeat, so that the device itself is not; room is left to update in place.
create table device_presence (
    profile_id       uuid    not null,
    device_id        uuid    not null,
    online           boolean not null,
    was_online       boolean not null,
    seen_at          timestamptz,
    capacity         bigint  not null default 0,
    used             bigint  not null default 0,
    items            bigint  not null default 0,
    lagging          boolean not null default false,
    lagging_since    timestamptz,
    last_sync_at     timestamptz,
    last_sync_result text,
    primary key (profile_id, device_id)
) with (fillfactor = 50);
create unique index device_presence_device on device_presence (device_id);

-- Keys of sessions that devices opened, sealed under the engine's key.
create table device_session (
    id         uuid primary key,
    device_id  uuid        not null,
    sealed_key bytea       not null,
    opened_at  timestamptz not null
);
create index device_session_device on device_session (device_id);
create index device_session_age on device_session (opened_at);
