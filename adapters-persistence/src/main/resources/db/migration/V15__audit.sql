-- Notes on their way into the trails: rows come and go all the time, so what they leave behind is cleared early.
create table audit_note (
    position    bigint generated always as identity primary key,
    trails      uuid[]      not null,
    at          timestamptz not null,
    operation   text        not null,
    outcome     text        not null,
    reason      text,
    profile_id  uuid,
    application text,
    device_id   uuid,
    address     text,
    command_id  uuid,
    about       jsonb       not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- The first note of commands that have not ended: their last one is made of it.
create table audit_begun (
    command_id  uuid primary key,
    permit      boolean     not null,
    trails      uuid[]      not null,
    operation   text        not null,
    profile_id  uuid,
    application text,
    device_id   uuid,
    address     text,
    about       jsonb       not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

create table audit_link (
    trail       uuid        not null,
    number      bigint      not null,
    at          timestamptz not null,
    operation   text        not null,
    outcome     text        not null,
    reason      text,
    profile_id  uuid,
    application text,
    device_id   uuid,
    address     text,
    command_id  uuid,
    about       jsonb       not null,
    previous    bytea       not null,
    hash        bytea       not null,
    primary key (trail, number)
);

-- How far each trail reaches, sealed by the engine. What is at or before the cut was let go.
create table audit_trail (
    trail       uuid primary key,
    cut_number  bigint not null,
    cut_hash    bytea  not null,
    head_number bigint not null,
    head_hash   bytea  not null,
    seal        bytea  not null,
    oldest_at   timestamptz
) with (fillfactor = 70);
create index audit_trail_oldest on audit_trail (oldest_at) where oldest_at is not null;

-- Nothing of a trail is changed, and nothing goes that was not let go of first. This stops mistakes; whoever may drop the
-- trigger is stopped by the hashes and the seal.
create function audit_link_is_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and exists (
            select 1 from audit_trail t where t.trail = old.trail and old.number <= t.cut_number) then
        return old;
    end if;
    raise exception 'audit entries are never changed' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_link_final before update or delete on audit_link
    for each row execute function audit_link_is_final();
create trigger audit_link_kept before truncate on audit_link
    for each statement execute function audit_link_is_final();

-- So that only the first of many attempts that are refused while blocked is told of.
alter table sign_in_attempt add column refused_at timestamptz;
