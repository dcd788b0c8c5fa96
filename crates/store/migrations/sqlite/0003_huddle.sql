-- Aims and actions. What became of an aim is not stored: it is settled from the events as known
-- when the day closed. An account_id names who did it where people log in.

create table aim (
    id integer primary key,
    client_id bigint not null references client (id),
    staff_id bigint not null references staff (id),
    branch_id bigint references branch (id),
    day bigint not null,
    star text not null,
    account_id bigint,
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id)
);
create unique index aim_live on aim (client_id, staff_id, day) where voided_at is null;
create index aim_day on aim (day);

-- The bookings due on a day, for its huddle.
create index event_due on event (until_day) where kind = 0;

-- An action is closed once, by a dated mark; everything else about it is rows of their own.
create table action (
    id integer primary key,
    client_id bigint not null references client (id),
    reason text not null,
    recorded_at bigint not null,
    closed_at bigint,
    closed_by bigint references change (id),
    closed_account_id bigint,
    ending text,
    ending_note text
);
create unique index action_open on action (client_id, reason) where closed_at is null;
create index action_client on action (client_id);

-- Whoever claimed last has it.
create table action_claim (
    id integer primary key,
    action_id bigint not null references action (id),
    staff_id bigint not null references staff (id),
    account_id bigint,
    recorded_at bigint not null
);
create index action_claim_action on action_claim (action_id);

create table action_contact (
    id integer primary key,
    action_id bigint not null references action (id),
    staff_id bigint references staff (id),
    account_id bigint,
    channel text not null,
    outcome text not null,
    note text not null,
    occurred_at bigint not null,
    recorded_at bigint not null
);
create index action_contact_action on action_contact (action_id);

-- The last snooze counts.
create table action_snooze (
    id integer primary key,
    action_id bigint not null references action (id),
    account_id bigint,
    until_day bigint not null,
    reason text not null,
    recorded_at bigint not null
);
create index action_snooze_action on action_snooze (action_id);
