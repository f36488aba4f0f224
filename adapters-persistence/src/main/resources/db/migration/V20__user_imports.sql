-- Imports of users from files: how far each has come, and until when it is kept.
create table user_import (
    directory_id   uuid        not null,
    id             uuid        not null,
    profile_id     uuid        not null,
    application_id uuid,
    grant_id       uuid,
    match_by       text        not null,
    dry_run        boolean     not null,
    command_id     uuid,
    stage          text        not null,
    reason         text,
    row_count      bigint      not null,
    reached        bigint      not null,
    created        bigint      not null,
    updated        bigint      not null,
    unchanged      bigint      not null,
    refused        bigint      not null,
    begun_at       timestamptz not null,
    advanced_at    timestamptz not null,
    ended_at       timestamptz,
    kept_until     timestamptz,
    primary key (directory_id, id)
) with (fillfactor = 70);
create unique index user_import_id on user_import (id);
create unique index user_import_command on user_import (command_id) where command_id is not null;
create index user_import_expiry on user_import (kept_until) where kept_until is not null;

-- A row says what it says until it is done, and then what became of it; there is room for that where it lies.
create table user_import_row (
    directory_id uuid   not null,
    import_id    uuid   not null,
    line         bigint not null,
    username_key text collate "C",
    external_id  text collate "C",
    cells        jsonb,
    action       text,
    profile_id   uuid,
    reason       text,
    field        text,
    primary key (directory_id, import_id, line)
) with (fillfactor = 80);
-- Without the directory, so that no planner takes the primary key for these.
create index user_import_row_username on user_import_row (import_id, username_key, line) where username_key is not null;
create index user_import_row_external_id on user_import_row (import_id, external_id, line) where external_id is not null;
