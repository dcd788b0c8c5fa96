-- How often a token or a hook may ask, over all nodes: the instant at which its bucket is full again.
create table allowance (
    asker text primary key not null,
    full_at bigint not null
);

-- Mails on their way: written whole, sent by one node at a time, and gone once they are sent.
create table mail (
    id integer primary key,
    recipient text not null,
    subject text not null,
    body text not null,
    html text not null,
    created_at bigint not null,
    expires_at bigint not null,
    tries bigint not null,
    next_at bigint not null
);
create index mail_next_at on mail (next_at);

-- Whose a fact was, taken back or not: asked of each fact that a program sends. The live ones have 'event_live'.
create index event_former on event (external_id, source_id) where voided_at is not null;
