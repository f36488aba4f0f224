-- The command that made the reservation is told of the token that an upload makes of it. Nothing redeemed a stream token
-- before, so those there are worth nothing.
delete from stream_token;
alter table stream_token add column command_id uuid not null;
create index stream_token_expiry on stream_token (expires_at);

-- One version of some data may be downloaded: once as a whole, and by parts until the last byte was delivered.
create table download_token (
    profile_id uuid        not null,
    token_hash bytea       not null,
    token_id   uuid        not null,
    ref        uuid        not null,
    request_id uuid        not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    primary key (profile_id, token_hash)
);
create unique index download_token_hash on download_token (token_hash);
create index download_token_expiry on download_token (expires_at);
