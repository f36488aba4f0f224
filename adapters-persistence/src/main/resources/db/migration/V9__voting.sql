-- Polls are the requester's, and so are their ballots, whoever casts them. Attributes are text, since voters see them in the
-- order in which they were given.
create table poll (
    profile_id        uuid        not null,
    id                uuid        not null,
    state             text        not null,
    attempt           integer     not null,
    title             text        not null,
    question          text        not null,
    nonce             text,
    attributes        json        not null,
    digest            bytea       not null,
    command_id        uuid,
    strategy          text        not null,
    percentage        integer,
    quorum_size       integer     not null,
    time_limit        bigint      not null, -- nanoseconds
    attempts          integer     not null,
    others_must_agree boolean     not null,
    configuration_id  uuid,
    opened_at         timestamptz not null,
    closes_at         timestamptz not null,
    ended_at          timestamptz,
    revision          bigint      not null,
    primary key (profile_id, id)
) with (fillfactor = 80);
create unique index poll_id on poll (id);
create index poll_list on poll (profile_id, opened_at desc, id desc);
create index poll_list_of_state on poll (profile_id, state, opened_at desc, id desc);
create index poll_open on poll (profile_id) where state = 'OPEN';
create index poll_open_command on poll (command_id) where state = 'OPEN' and command_id is not null;

-- Numbered through all attempts of their poll. Open are those of the present attempt of an open poll whose device was not
-- removed, cast or not: what a device that goes must be taken out of.
create table ballot (
    profile_id  uuid    not null,
    poll_id     uuid    not null,
    number      integer not null,
    id          uuid    not null,
    owner_id    uuid    not null,
    device_id   uuid    not null,
    attempt     integer not null,
    state       text    not null,
    open        boolean not null,
    choice      text,
    reason      text,
    cast_at     timestamptz,
    signing_key bytea,
    signature   bytea,
    primary key (profile_id, poll_id, number)
) with (fillfactor = 70);
create unique index ballot_id on ballot (id);
create index ballot_open on ballot (device_id) where open;
create index ballot_count on ballot (owner_id, device_id, state, choice);

create table voting_configuration (
    profile_id  uuid        not null,
    id          uuid        not null,
    name        text        not null,
    strategy    text        not null,
    percentage  integer,
    time_limit  bigint      not null, -- nanoseconds
    voters      uuid[]      not null,
    quorum_size integer,
    attempts    integer,
    deleted     boolean     not null,
    created_at  timestamptz not null,
    revision    bigint      not null,
    primary key (profile_id, id)
);
create unique index voting_configuration_id on voting_configuration (id);
create unique index voting_configuration_name on voting_configuration (profile_id, name) where not deleted;

create table voting_settings (
    profile_id  uuid primary key,
    strategy    text    not null,
    percentage  integer,
    quorum_size integer not null,
    time_limit  bigint  not null, -- nanoseconds
    attempts    integer not null,
    revision    bigint  not null
);

create table policy (
    profile_id       uuid        not null,
    id               uuid        not null,
    name             text        not null,
    template         text        not null,
    events           text[]      not null,
    conditions       jsonb       not null,
    self_approval    boolean     not null,
    configuration_id uuid,
    state            text        not null,
    created_at       timestamptz not null,
    revision         bigint      not null,
    primary key (profile_id, id)
);
create unique index policy_name on policy (profile_id, name) where state <> 'DELETED';
create index policy_configuration on policy (configuration_id)
    where state <> 'DELETED' and configuration_id is not null;

-- On the path of every request: whether there is one, and which.
create index policy_active on policy (profile_id) where state = 'ACTIVE';

-- What waits for votes. What it would do is sealed.
create table held_operation (
    profile_id  uuid        not null,
    command_id  uuid        not null,
    operation   text        not null,
    permit      boolean     not null,
    session_id  uuid,
    address     text        not null,
    traceparent text,
    policies    uuid[]      not null,
    payload     bytea       not null,
    held_at     timestamptz not null,
    waiting     integer     not null,
    agreed_at   timestamptz,
    denied      text,
    primary key (profile_id, command_id)
);
create unique index held_operation_command on held_operation (command_id);
create index held_operation_permit on held_operation (agreed_at) where permit;

alter table command add column detail text;

-- Voters over HTTP name themselves by the client id of their configuration.
create index device_client on device (client_id) where client_id is not null;
create index device_authenticator on device (profile_id, created_at, id) where authenticator and state = 'ACTIVE';
