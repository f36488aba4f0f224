-- Applications are their owner's; what they are granted belongs to whoever granted it. Client ids are no secrets; secrets,
-- codes and tokens are here as keyed hashes alone.
create table oauth_application (
    profile_id   uuid        not null,
    id           uuid        not null,
    name         text        not null,
    redirect_uri text        not null,
    scopes       text[]      not null,
    client_id    text        not null,
    secret_hash  bytea,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revision     bigint      not null,
    primary key (profile_id, id)
);
create unique index oauth_application_id on oauth_application (id);
create unique index oauth_application_client on oauth_application (client_id);
create index oauth_application_list on oauth_application (profile_id, created_at, id);

create table oauth_code (
    profile_id     uuid        not null,
    id             uuid        not null,
    application_id uuid        not null,
    nonce_hash     bytea       not null,
    scopes         text[]      not null,
    challenge      text,
    code_hash      bytea,
    expires_at     timestamptz not null,
    grant_id       uuid,
    primary key (profile_id, id)
);
create unique index oauth_code_id on oauth_code (id);
create unique index oauth_code_hash on oauth_code (code_hash) where code_hash is not null;
create index oauth_code_application on oauth_code (application_id);
create index oauth_code_expiry on oauth_code (expires_at) where grant_id is null;
create index oauth_code_grant on oauth_code (grant_id) where grant_id is not null;

-- A nonce serves once as long as its application lives.
create table oauth_nonce (
    application_id uuid  not null,
    nonce_hash     bytea not null,
    primary key (application_id, nonce_hash)
);

create table oauth_grant (
    profile_id     uuid        not null,
    id             uuid        not null,
    application_id uuid        not null,
    scopes         text[]      not null,
    access_hash    bytea       not null,
    refresh_hash   bytea       not null,
    granted_at     timestamptz not null,
    expires_at     timestamptz not null,
    primary key (profile_id, id)
);
create unique index oauth_grant_id on oauth_grant (id);
create index oauth_grant_application on oauth_grant (application_id);
create index oauth_grant_expiry on oauth_grant (expires_at);

-- The present refresh token of each grant and those before it, until they would have expired: showing one of them again
-- ends the grant.
create table oauth_refresh_token (
    grant_id   uuid        not null,
    token_hash bytea       not null,
    expires_at timestamptz not null,
    primary key (grant_id, token_hash)
);
create unique index oauth_refresh_token_hash on oauth_refresh_token (token_hash);
create index oauth_refresh_token_expiry on oauth_refresh_token (expires_at);

-- Which application holds a token, or did something; null is the profile itself.
alter table session
    add column application_id uuid,
    add column grant_id uuid,
    add column scopes text[];
create index session_grant on session (grant_id) where grant_id is not null;

alter table stream_token
    add column application_id uuid,
    add column grant_id uuid,
    add column scopes text[];
create index stream_token_grant on stream_token (grant_id) where grant_id is not null;

alter table held_operation
    add column application_id uuid,
    add column grant_id uuid,
    add column scopes text[];

alter table command add column application_id uuid;
alter table outbox add column application_id uuid;
