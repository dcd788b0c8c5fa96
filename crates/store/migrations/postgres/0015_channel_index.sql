-- Lists of clients are filtered by channel: the clients of a rare one are found by it, and so are the channels there are.
create index client_detail_channel on client_detail (channel) where voided_at is null and channel is not null;
