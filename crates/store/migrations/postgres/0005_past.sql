-- What a client counted for a week and a quarter before the card's day: half stars, and whose client
-- it was; no half stars: credited to nobody.
alter table card add column week_halves bigint;
alter table card add column week_staff_id bigint;
alter table card add column week_branch_id bigint;
alter table card add column quarter_halves bigint;
alter table card add column quarter_staff_id bigint;
alter table card add column quarter_branch_id bigint;

-- Cards scored before this do not know it: they are of no day, so that the next look at the day scores anew.
update card set as_of = 0;
update run set as_of = 0;
