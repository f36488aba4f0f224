-- The key store that opens what is sealed here, by its fingerprint. At most one row.
create table key_store (
    one         boolean primary key default true check (one),
    fingerprint text        not null,
    noted_at    timestamptz not null default now()
);

-- Key-encryption keys are used in the order of their numbers, so a few bytes a range of rows tell which are in it.
create index placement_key_version on placement using brin (key_version) with (autosummarize = on);
