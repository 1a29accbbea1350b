-- Files and photos put into a cell that asks for one. The bytes lie in the data folder; the cell itself holds their names.
create table reports.attachment (
    id            uuid primary key,
    submission_id uuid not null references reports.submission (id),
    cell          text not null,             -- "0/370203001002000/D"
    name          text not null,
    type          text not null,
    length        bigint not null,
    path          text not null,
    by            text not null,
    by_name       text not null,
    at            timestamptz not null,
    removed_at    timestamptz                -- taken out of the cell; kept for the trace
);
create index attachment_submission on reports.attachment (submission_id);
