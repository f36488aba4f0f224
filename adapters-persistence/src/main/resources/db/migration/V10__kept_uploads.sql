-- What waits for votes is not swept before they have ended.
alter table placement add column kept_until timestamptz;
