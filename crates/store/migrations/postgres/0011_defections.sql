-- What a declared departure says: the words to an event of kind 12 (defection) or 13 (let go), which has the client, the
-- day, and since when it is known. 'reason' is a path of the policy of then, 'nature' what that policy said of it; staff_id
-- names who listened, account_id who wrote it down.
create table defection (
    event_id bigint not null primary key references event (id),
    reason text not null,
    nature text not null,
    competitor text,
    words text not null,
    staff_id bigint references staff (id),
    account_id bigint
);
create index defection_competitor on defection (competitor) where competitor is not null;
