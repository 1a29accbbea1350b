-- Full numbers of many people leave only with somebody's consent.
create table access.export_request (
    id           uuid primary key,
    account      text not null,
    name         text not null,
    role         text not null,
    region       bigint not null,
    plan         jsonb not null,           -- the list, as asked; scoped again when it is made
    understood   text not null,
    purpose      text not null,
    rows         integer not null,
    needs        text[] not null,          -- roles any of which may agree
    state        text not null default 'pending',   -- pending approved returned withdrawn taken
    made_at      timestamptz not null,
    decided_by   text,
    decided_name text,
    decided_at   timestamptz,
    why          text,
    until        timestamptz               -- an approval lapses
);
create index export_request_region on access.export_request (region) where state = 'pending';
create index export_request_account on access.export_request (account, made_at desc);

alter table access.export_file add column purpose text, add column understood text;
