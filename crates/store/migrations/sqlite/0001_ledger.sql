-- Instants are microseconds since 1970-01-01 UTC, days are civil days since then, money is minor
-- units. A live row has no voided_at. Rows are never edited: a correction voids and adds.

create table business (
    id integer primary key check (id = 1),
    name text not null,
    currency text not null,
    time_zone text not null
);

-- One row for each write; its instant is strictly later than every one before it.
create table change (
    id integer primary key,
    at bigint not null unique,
    kind text not null,
    note text not null
);

create table source (
    id integer primary key,
    name text not null unique
);

create table import (
    id integer primary key,
    change_id bigint not null references change (id),
    source_id bigint not null references source (id),
    file_name text not null,
    format text not null,
    rows_new bigint not null,
    rows_updated bigint not null,
    rows_unchanged bigint not null,
    rows_refused bigint not null,
    rows_skipped bigint not null,
    amount_minor bigint not null,
    undone_by bigint references change (id)
);

create table region (
    id integer primary key,
    name text not null unique
);

create table category (
    id integer primary key,
    name text not null unique
);

create table branch (
    id integer primary key,
    code text not null unique
);

create table branch_detail (
    id integer primary key,
    branch_id bigint not null references branch (id),
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id),
    import_id bigint references import (id),
    name text,
    region_id bigint references region (id),
    time_zone text
);
create unique index branch_detail_live on branch_detail (branch_id) where voided_at is null;
create index branch_detail_owner on branch_detail (branch_id);

create table staff (
    id integer primary key,
    code text not null unique
);

create table staff_detail (
    id integer primary key,
    staff_id bigint not null references staff (id),
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id),
    import_id bigint references import (id),
    name text,
    branch_id bigint references branch (id),
    started_on bigint,
    left_on bigint
);
create unique index staff_detail_live on staff_detail (staff_id) where voided_at is null;
create index staff_detail_owner on staff_detail (staff_id);

create table offering (
    id integer primary key,
    code text not null unique
);

create table offering_detail (
    id integer primary key,
    offering_id bigint not null references offering (id),
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id),
    import_id bigint references import (id),
    name text,
    is_product bigint,
    category_id bigint references category (id),
    price_minor bigint,
    cost_minor bigint,
    margin_bp bigint
);
create unique index offering_detail_live on offering_detail (offering_id) where voided_at is null;
create index offering_detail_owner on offering_detail (offering_id);

create table client (
    id integer primary key,
    code text not null
);

-- A client may be known under several codes, one or more for each source.
create table client_key (
    id integer primary key,
    source_id bigint not null references source (id),
    code text not null,
    client_id bigint not null references client (id),
    import_id bigint references import (id),
    voided_at bigint,
    voided_by bigint references change (id)
);
create unique index client_key_live on client_key (source_id, code) where voided_at is null;
create index client_key_code on client_key (code);
create index client_key_client on client_key (client_id);

create table client_detail (
    id integer primary key,
    client_id bigint not null references client (id),
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id),
    import_id bigint references import (id),
    given_name text,
    family_name text,
    email text,
    phone text,
    birthday bigint,
    note text,
    named_staff_id bigint references staff (id),
    branch_id bigint references branch (id),
    marketing_consent bigint
);
create unique index client_detail_live on client_detail (client_id) where voided_at is null;
create index client_detail_owner on client_detail (client_id);
create index client_detail_email on client_detail (email) where voided_at is null;
create index client_detail_phone on client_detail (phone) where voided_at is null;

create table event (
    id integer primary key,
    client_id bigint not null references client (id),
    kind bigint not null,
    occurred_at bigint not null,
    day bigint not null,
    ends_at bigint,
    due_at bigint,
    until_day bigint,
    recorded_at bigint not null,
    voided_at bigint,
    voided_by bigint references change (id),
    visit text,
    offering_id bigint references offering (id),
    category_id bigint references category (id),
    staff_id bigint references staff (id),
    branch_id bigint references branch (id),
    quantity_milli bigint,
    amount_minor bigint,
    cost_minor bigint,
    other_client_id bigint references client (id),
    source_id bigint not null references source (id),
    external_id text not null,
    import_id bigint references import (id)
);
create unique index event_live on event (external_id, source_id) where voided_at is null;
-- A client's history in one place: a table in the order of time would be read at a page an event.
create index event_client on event (
    client_id, recorded_at, voided_at, kind, occurred_at, day, ends_at, until_day, visit, offering_id, category_id,
    staff_id, branch_id, quantity_milli, amount_minor, cost_minor, other_client_id
);
create index event_other_client on event (other_client_id) where other_client_id is not null;
create index event_voided on event (voided_by) where voided_by is not null;

create table policy (
    id integer primary key,
    recorded_at bigint not null,
    body text not null
);

create table house_rhythm (
    id integer primary key,
    recorded_at bigint not null,
    pooled_days double precision not null,
    weight_gaps double precision not null,
    clients bigint not null,
    gaps bigint not null
);

-- Cards are written under a run; the newest published run is the current one.
create table run (
    id integer primary key,
    published_at bigint,
    known_at bigint not null,
    as_of bigint not null,
    policy_id bigint not null references policy (id),
    house_rhythm_id bigint references house_rhythm (id),
    clients bigint not null,
    visits bigint not null,
    sales_minor bigint not null,
    engine text not null
);

create table card (
    run_id bigint not null references run (id),
    client_id bigint not null references client (id),
    as_of bigint not null,
    stars text not null,
    total_halves bigint not null,
    expected_halves bigint,
    status text not null,
    next_step bigint,
    staff_id bigint references staff (id),
    branch_id bigint references branch (id),
    is_credited bigint not null,
    first_day bigint,
    last_day bigint,
    next_booking_day bigint,
    occasions bigint not null,
    visits bigint not null,
    own_interval_days double precision not null,
    sales_minor bigint not null,
    contribution_minor bigint not null,
    contribution_year_minor bigint not null,
    primary key (run_id, client_id)
) without rowid;
