-- Policy documents, their clauses and versions, and what staff asked of them.
create schema policy;

-- One row a file taken in. A corrected file of the same number is a new row; the old one stays, superseded.
create table policy.document (
    id                 bigint generated always as identity primary key,
    sha256             bytea not null,
    file_name          text not null,
    content            bytea not null,                  -- the bytes as uploaded
    title              text not null,
    number             text,                            -- 文号, normalised: 云政办发〔2025〕12号
    issuer             text,
    level              text not null,                   -- 国 省 市 区
    signed_on          date,
    effective_from     date,
    valid_until        date,                            -- last day in force
    state              text not null check (state in ('Draft', 'Published', 'Withdrawn', 'Superseded')),
    marked_repealed_on date,                            -- by a curator
    superseded_by      bigint references policy.document (id),
    uploaded_by        text not null,
    uploaded_at        timestamptz not null,
    published_at       timestamptz
);
create unique index on policy.document (sha256) where state in ('Draft', 'Published');
create index on policy.document (number);

create table policy.clause (
    id          bigint generated always as identity primary key,
    document_id bigint not null references policy.document (id) on delete cascade,
    position    int not null,
    label       text not null,
    chapter     text,
    heading     text,
    text        text not null,                          -- word for word; rows of tables on lines, cells joined by " | "
    items       jsonb not null default '[]',            -- [{label, text}] of （一）…
    unique (document_id, position)
);

create table policy.relation (
    document_id bigint not null references policy.document (id) on delete cascade,
    kind        text not null check (kind in ('repeals', 'replaces', 'amends')),
    title       text,
    number      text,
    clause      text
);
create index on policy.relation (document_id);

-- Counts every change to what may answer: readers reload when it moved.
create sequence policy.revision;

-- Questions without a basis, for curators.
create table policy.unanswered (
    id       bigint generated always as identity primary key,
    question text not null,
    account  text not null,
    asked_at timestamptz not null,
    why      text not null,                             -- no_basis, other_region, too_vague
    nearest  text,                                      -- the clause that came nearest
    settled  boolean not null default false
);

-- What staff said of an answer, and what curators pinned. A confirmed question is remembered for its clause.
create table policy.feedback (
    id       bigint generated always as identity primary key,
    question text not null,
    number   text,
    title    text not null,
    clause   text not null,
    useful   boolean not null,
    why      text,
    pinned   boolean not null default false,
    account  text not null,
    said_at  timestamptz not null
);

-- Every answer given: which clauses are asked most.
create table policy.answered (
    document_id bigint not null,
    clause      text not null,
    question    text not null,
    asked_at    timestamptz not null
);

-- Curators' own words beside the list that ships: staff say `say`, documents write `means`.
create table policy.synonym (
    say   text not null,
    means text not null,
    by    text not null,
    at    timestamptz not null,
    primary key (say, means)
);

-- What curators did, with what it takes to undo it.
create table policy.change (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    by     text not null,
    what   text not null,                               -- upload publish withdraw repeal edit synonym pin undo
    target text not null,
    before jsonb,
    after  jsonb,
    undone boolean not null default false
);
