-- Models of visits and spend: versions, each in force from its instant on. Fitted as of a day to what was known at an
-- instant; the body (JSON) has the parameters and how well they fit.
create table model (
    id integer primary key,
    recorded_at bigint not null,
    known_at bigint not null,
    as_of bigint not null,
    body text not null
);
create index model_recorded on model (recorded_at);

-- The rhythm of each category of services, estimated with the house's.
create table category_rhythm (
    house_rhythm_id bigint not null references house_rhythm (id),
    category_id bigint not null references category (id),
    pooled_days double precision not null,
    weight_gaps double precision not null,
    clients bigint not null,
    gaps bigint not null,
    primary key (house_rhythm_id, category_id)
) without rowid;

-- What is expected of a client by the model in force; null without one, and for who never came.
alter table card add column p_alive double precision;
alter table card add column expected_visits_year double precision;
alter table card add column spend_minor bigint;
alter table card add column value_year_minor bigint;

-- The clients list by expected value, as its other orders.
create index card_expected on card (
    run_id, value_year_minor desc, client_id, status, staff_id, branch_id, stars, total_halves, expected_halves,
    next_step, is_credited
);
