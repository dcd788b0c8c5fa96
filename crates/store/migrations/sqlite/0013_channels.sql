-- How a client found the business, in its own words; a detail like the others, and so kept in versions.
alter table client_detail add column channel text;
