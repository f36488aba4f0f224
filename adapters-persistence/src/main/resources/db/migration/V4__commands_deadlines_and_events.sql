create table command (
    profile_id   uuid        not null,
    id           uuid        not null,
    operation    text        not null,
    state        smallint    not null,
    result       bytea,
    reason       text,
    submitted_at timestamptz not null,
    settled_at   timestamptz,
    primary key (profile_id, id)
) with (fillfactor = 90);
create unique index command_id on command (id);

create table idempotency_claim (
    profile_id   uuid        not null,
    key_hash     bytea       not null,
    request_hash bytea       not null,
    command_id   uuid        not null,
    claimed_at   timestamptz not null,
    primary key (profile_id, key_hash)
);
create index idempotency_claim_age on idempotency_claim (claimed_at);

create table deadline (
    kind    text        not null,
    subject uuid        not null,
    due_at  timestamptz not null,
    primary key (kind, subject)
);
create index deadline_due on deadline (due_at);

-- A queue: rows come and go all the time, so what they leave behind is cleared early.
create table outbox (
    position    bigint generated always as identity primary key,
    id          uuid        not null,
    type        text        not null,
    subject     text        not null,
    profile_id  uuid        not null,
    command_id  uuid,
    traceparent text,
    time        timestamptz not null,
    data        jsonb       not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
