-- One row for each profile and hour in which something happened. Only the relay of the outbox writes it, again and again
-- into the hour under way: room is left for that in each page.
create table transaction_count (
    profile_id uuid        not null,
    starts_at  timestamptz not null,
    reserved   bigint      not null,
    exchanged  bigint      not null,
    requested  bigint      not null,
    updated    bigint      not null,
    deleted    bigint      not null,
    bytes_in   bigint      not null,
    bytes_out  bigint      not null,
    primary key (profile_id, starts_at)
) with (fillfactor = 80);
