-- Reports: asked for once, filled from the platform, confirmed by a person, traced cell by cell.
create schema reports;

-- The design. Kept as a template: it can be issued again for the next period.
create table reports.report (
    id              uuid primary key,
    title           text not null,
    design          jsonb not null,             -- form and bindings
    workbook        bytea,                      -- the uploaded blank, for export in its own layout; null for a report made by words
    publisher       text not null,              -- account
    publisher_name  text not null,
    region          bigint not null,            -- the publisher's region
    region_name     text not null,
    created_at      timestamptz not null
);

-- A report asked of some regions, once or for one period.
create table reports.issue (
    id              uuid primary key,
    report_id       uuid not null references reports.report (id),
    title           text not null,
    period          text not null,              -- once, weekly, monthly, quarterly, yearly
    due             date,
    due_time        time,
    publisher       text not null,
    publisher_name  text not null,
    region          bigint not null,
    asks            text[] not null,            -- what its columns ask, normalised: the duplicate-demand guard compares these
    previous        uuid references reports.issue (id),
    issued_at       timestamptz not null,
    closed_at       timestamptz
);
create index issue_region on reports.issue (region, issued_at desc);

-- One region's part of an issue.
create table reports.submission (
    id                uuid primary key,
    issue_id          uuid not null references reports.issue (id),
    target            bigint not null,
    target_name       text not null,
    state             text not null,            -- waiting, draft, submitted, returned, accepted
    due               date,                     -- an extension granted; null = the issue's
    due_time          time,
    opened_at         timestamptz,
    opened_by         text,
    submitted_at      timestamptz,
    submitted_by      text,
    submitted_by_name text,
    prefilled_on      date,
    sources           jsonb not null default '{}',  -- per column: where the prefilled value comes from and how fresh it is
    remarks           jsonb not null default '{}',  -- per cell: differences named, reasons of a return
    unique (issue_id, target)
);
create index submission_target on reports.submission (target, state);

-- One row of a table. prefilled is what the platform brought and is never overwritten; typed lies over it.
create table reports.line (
    submission_id uuid not null references reports.submission (id),
    table_no      smallint not null,
    key           text not null,                -- region code, record id, printed row, or "+1" for one added by a person
    position      integer not null,
    prefilled     jsonb not null default '{}',  -- column -> text
    typed         jsonb not null default '{}',  -- column -> { value, version, by, byName, at, why }
    removed       boolean not null default false,
    primary key (submission_id, table_no, key)
);

-- Every change of every cell and every step: who, when, from what, changed to what. Only ever appended.
create table reports.trace (
    id            bigint generated always as identity primary key,
    issue_id      uuid not null references reports.issue (id),
    submission_id uuid references reports.submission (id),
    what          text not null,                -- opened, filled, submitted, withdrawn, returned, accepted, extended, reminded, repeated …
    cell          text,                         -- "0/370203001002000/D"
    before        text,
    after         text,
    why           text,
    by            text not null,
    by_name       text not null,
    at            timestamptz not null
);
create index trace_submission on reports.trace (submission_id, id);
create index trace_issue on reports.trace (issue_id, id);
