-- What an account is told before its next answer: decisions others took meanwhile.
create table conversation.notice (
    id         bigint generated always as identity primary key,
    account_id text not null,
    text       text not null,
    made_at    timestamptz not null default now(),
    told_at    timestamptz
);
create index notice_open on conversation.notice (account_id, id) where told_at is null;
