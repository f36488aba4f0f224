-- Of profiles from before, no later change is known than when they came.
alter table profile add column password_changed_at timestamptz;
update profile set password_changed_at = created_at;
alter table profile alter column password_changed_at set not null;
