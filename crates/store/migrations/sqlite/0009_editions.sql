-- The last change of a kind that comes seldom, behind any number of single records.
create index change_wide on change (id) where kind not in ('record', 'aim', 'action');
