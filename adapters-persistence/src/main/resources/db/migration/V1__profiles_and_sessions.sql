-- Keys begin with the owner, so that a cluster can divide every table by it. Aggregates name each other by id; there are
-- no foreign keys between them.

create table profile (
    id               uuid primary key,
    username         text        not null,
    username_key     text        not null,
    password         text        not null,
    former_passwords text[]      not null,
    public_key       text,
    state            text        not null,
    meta             jsonb       not null,
    created_at       timestamptz not null,
    revision         bigint      not null
);
create unique index profile_username on profile (username_key);

create table session (
    profile_id uuid        not null,
    id         uuid        not null,
    token_hash bytea       not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    primary key (profile_id, id)
);
create unique index session_token on session (token_hash);
create index session_expiry on session (expires_at);

create table sign_in_attempt (
    subject        text primary key,
    failures       integer     not null,
    last_failed_at timestamptz not null,
    blocked_until  timestamptz not null
);
create index sign_in_attempt_age on sign_in_attempt (last_failed_at);
