-- Reports asked again every period, who reviews them, and what is told to people without being asked.
alter table reports.issue add column reviewers text[] not null default '{}';    -- accounts that may accept and return besides the publisher
alter table reports.issue add column series uuid;                               -- the series it belongs to; null for a report asked once
alter table reports.issue add column occasion date;                             -- the period's own deadline, whatever extension was granted later

create table reports.series (
    id         uuid primary key,
    report_id  uuid not null references reports.report (id),
    title      text not null,
    period     text not null,               -- weekly, monthly, quarterly, yearly
    targets    jsonb not null,              -- [{ region, name }]
    first_due  date not null,               -- deadlines are counted from here, so the 31st stays the last day of a month
    due_time   time,
    last_due   date not null,
    last_issue uuid not null references reports.issue (id),
    publisher  text not null,
    reviewers  text[] not null default '{}',
    stopped_at timestamptz
);
-- One issue a period, whoever rings twice.
create unique index issue_occasion on reports.issue (series, occasion) where series is not null;
create index issue_publisher on reports.issue (publisher, issued_at desc);

-- What waits to be told to an account. Merged into one message a person; never told twice.
create table reports.notice (
    id            uuid primary key,         -- of account, kind, submission and day: the same thing is told once a day
    account       text not null,
    kind          text not null,            -- new, due, reminded, returned, accepted, extended, extension-asked, extension-refused, said-repeated
    issue_id      uuid not null references reports.issue (id),
    submission_id uuid references reports.submission (id),
    words         text not null,
    made_at       timestamptz not null,
    done_at       timestamptz,              -- told, or no longer worth telling
    told_in       text                      -- the conversation; null when it was dropped
);
create index notice_waiting on reports.notice (account) where done_at is null;
create index notice_told on reports.notice (account, done_at) where told_in is not null;
