-- The last change of a kind that comes seldom, behind any number of single records.
create index change_wide on change (id) where kind not in ('record', 'aim', 'action');

-- The words of clients with what lists by name are ordered by: a page is read from the words alone, however many
-- clients have them. Made anew by whoever migrates.
drop table client_word;
create table client_word (
    client_id bigint not null references client (id),
    word text not null,
    -- Is it of an address or a number, which not everyone may find clients by?
    is_contact bigint not null,
    name_key text not null,
    primary key (word, client_id, is_contact)
) without rowid;
create index client_word_client on client_word (client_id);

-- At whom a change is, where it is at one client: the log of activity tells it.
alter table change add column client_id bigint;
