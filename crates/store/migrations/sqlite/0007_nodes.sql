-- How often a token or a hook may ask, over all nodes: the instant at which its bucket is full again.
create table allowance (
    asker text primary key not null,
    full_at bigint not null
);
