-- Used ones stay until they expire, so that using one twice is told from guessing.
create table pairing_token (
    profile_id uuid        not null,
    token_hash bytea       not null,
    roles      text[]      not null,
    agreed     uuid[]      not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    primary key (profile_id, token_hash)
);
create unique index pairing_token_hash on pairing_token (token_hash);
create index pairing_token_expiry on pairing_token (expires_at);
