-- What became of the ballots of polls that have ended, which never changes again: added up once, when a poll ends. A device
-- has several rows, so that polls which end at once need not wait for one another; a poll's number says which.
create table vote_count (
    owner_id  uuid     not null,
    device_id uuid     not null,
    slot      smallint not null,
    yes       bigint   not null,
    no        bigint   not null,
    abstain   bigint   not null,
    lapsed    bigint   not null,
    primary key (owner_id, device_id, slot)
) with (fillfactor = 50);

insert into vote_count (owner_id, device_id, slot, yes, no, abstain, lapsed)
select b.owner_id, b.device_id, 0,
    count(*) filter (where b.choice = 'YES'),
    count(*) filter (where b.choice = 'NO'),
    count(*) filter (where b.choice = 'ABSTAIN'),
    count(*) filter (where b.state = 'LAPSED')
from ballot b join poll p on p.profile_id = b.profile_id and p.id = b.poll_id
where p.state <> 'OPEN'
group by b.owner_id, b.device_id;

-- Those of polls that are open are counted when they are asked for, and there are few. Without the state of ballots in an
-- index, a vote changes none.
drop index ballot_count;
create index ballot_open_owner on ballot (owner_id, poll_id) where open;
