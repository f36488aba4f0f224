create table voting_pool (
    directory_id uuid        not null,
    id           uuid        not null,
    name         text        not null,
    strategy     text        not null,
    percentage   integer,
    time_limit   bigint      not null, -- nanoseconds
    quorum_size  integer     not null,
    attempts     integer     not null,
    profiles     uuid[]      not null,
    devices      uuid[]      not null,
    removed      boolean     not null,
    created_at   timestamptz not null,
    revision     bigint      not null,
    primary key (directory_id, id)
);
create unique index voting_pool_id on voting_pool (id);
create unique index voting_pool_name on voting_pool (directory_id, name) where not removed;

-- Whether its meta mandates anything, so that whoever acts is known to be guarded without reading it.
alter table directory add column mandating boolean not null default false;
