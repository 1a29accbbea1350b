-- Files handed out: found by a token nobody can guess (only its SHA-256 is kept), for a limited time.
create table access.export_file (
    token_hash bytea primary key,
    account    text not null,
    name       text not null,
    path       text not null,              -- inside the data folder
    rows       integer not null,
    made_at    timestamptz not null,
    until      timestamptz not null
);
create index export_file_until on access.export_file (until);
