-- Synchronisations that are wanted or under way, at most one a device. What begins with "again" is what comes after.
create table device_sync (
    profile_id     uuid        not null,
    device_id      uuid        not null,
    run            uuid,
    begun          boolean     not null default false,
    deep           boolean     not null,
    commands       uuid[]      not null,
    next_bucket    integer     not null default 0,
    checked        bigint      not null default 0,
    missing        bigint      not null default 0,
    corrupt        bigint      not null default 0,
    repaired       bigint      not null default 0,
    orphans        bigint      not null default 0,
    unrepairable   bigint      not null default 0,
    bytes          bigint      not null default 0,
    advanced_at    timestamptz not null,
    again          boolean     not null default false,
    again_deep     boolean     not null default false,
    again_commands uuid[]      not null default '{}',
    primary key (profile_id, device_id)
);
create unique index device_sync_device on device_sync (device_id);

alter table device_presence add column proven_at timestamptz;

-- What a device should hold is compared with what it holds by the last byte of the ref.
create index placement_bucket on placement (profile_id, get_byte(uuid_send(ref), 15)) where state = 'PRESENT';

-- Samples of what a device holds begin at any ref.
create index replica_device_ref on replica (device_id, ref);
drop index replica_device;
