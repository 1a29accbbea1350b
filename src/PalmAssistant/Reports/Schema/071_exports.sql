-- Workbooks made for somebody to download. The bytes lie in the data folder; the row says who may have them, until when, and why numbers are in full.
create table reports.export (
    id         uuid primary key,
    account    text not null,
    name       text not null,
    path       text not null,
    unmasked   boolean not null,
    purpose    text,
    made_at    timestamptz not null,
    expires_at timestamptz not null
);
