-- Whose devices store for a profile, and for whom a device stores.
create index shared_storage_profile on shared_storage (profile_id, device_id);
create index shared_storage_user on shared_storage (device_id, profile_id);

-- What a device has erased it never takes back: of what was sealed before, it is not to hold anything of the profile's again.
create table ended_storage (
    profile_id uuid        not null,
    device_id  uuid        not null,
    ended_at   timestamptz not null,
    primary key (profile_id, device_id)
);

-- For whom a device stores, whatever its state, and since when: its owner, and those that directories let it store for. To be
-- asked for one device.
create view storage_user as
select id as device_id, profile_id, '-infinity'::timestamptz as since from device
union
select s.device_id, s.profile_id, coalesce(e.ended_at, '-infinity'::timestamptz)
from shared_storage s
left join ended_storage e on e.profile_id = s.profile_id and e.device_id = s.device_id;
