-- Whose client: by a staff member (kind 3), in a branch (2) or a region (1) served, booked or at home.
-- Derived from what is live.
create table client_tie (
    kind bigint not null,
    owner_id bigint not null,
    client_id bigint not null references client (id),
    primary key (kind, owner_id, client_id)
) without rowid;
create index client_tie_client on client_tie (client_id);
create index client_account on client (account_id) where account_id is not null;

insert into client_tie (kind, owner_id, client_id)
    select 3, staff_id, client_id from event where staff_id is not null and voided_at is null
    union select 3, named_staff_id, client_id from client_detail where named_staff_id is not null and voided_at is null
    union select 2, branch_id, client_id from event where branch_id is not null and voided_at is null
    union select 2, branch_id, client_id from client_detail where branch_id is not null and voided_at is null;
insert into client_tie (kind, owner_id, client_id)
    select distinct 1, region_id, client_id from client_tie join branch_detail on branch_id = owner_id
    where kind = 2 and region_id is not null and voided_at is null;

-- The clients list in each of its orders, with what it is filtered by: a page and a count are read from one
-- index alone. The name's key is derived from the name on file; the next score folds it.
alter table card add column name_key text not null default '';
update card set name_key = coalesce((select lower(trim(coalesce(family_name, '') || ' ' || coalesce(given_name, '')))
    from client_detail where client_detail.client_id = card.client_id and voided_at is null), '');
create index card_name on card (
    run_id, name_key, client_id, status, staff_id, branch_id, stars, total_halves, expected_halves, next_step, is_credited
);
create index card_last_day on card (
    run_id, last_day desc, client_id, status, staff_id, branch_id, stars, total_halves, expected_halves, next_step,
    is_credited
);
create index card_value on card (
    run_id, contribution_year_minor desc, client_id, status, staff_id, branch_id, stars, total_halves, expected_halves,
    next_step, is_credited
);
create index card_stars on card (
    run_id, total_halves desc, client_id, status, staff_id, branch_id, stars, expected_halves, next_step, is_credited
);

-- A code in the shape of an address or a phone number is a contact detail like these.
insert or ignore into client_word (client_id, word, is_contact)
    select client_id, word, 1 from client_word
    where is_contact = 0 and (word like '%@%' or length(word) between 9 and 15 and word not glob '*[^0-9]*');
delete from client_word
    where is_contact = 0 and (word like '%@%' or length(word) between 9 and 15 and word not glob '*[^0-9]*');

-- A search of clients under a name; shared with nobody, a branch or all. No account: the command line.
create table segment (
    id integer primary key,
    account_id bigint references account (id),
    name text not null,
    shared text not null,
    branch_id bigint references branch (id),
    query text not null,
    created_at bigint not null,
    removed_at bigint
);

-- The aims with one client.
create index aim_client on aim (client_id);
