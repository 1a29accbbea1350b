-- Accounts, what they may see, and what they saw.
create schema access;

create table access.account (
    id         text primary key,           -- 账号
    name       text not null,
    role       text not null,              -- 社区工作者 社区书记 街道干部 区级干部 部门专员 知识库管理员 系统管理员
    region     bigint not null,            -- 15-digit code; its level decides the range
    department text,
    phone      text,
    active     boolean not null default true,
    updated_at timestamptz not null default now()
);

-- A grant opens one sensitive tag (or record) to one account, with its reason.
create table access.grant_given (
    account_id text not null references access.account (id),
    what       text not null,              -- tag name, e.g. 社区矫正
    reason     text not null,
    given_by   text not null,
    given_at   timestamptz not null default now(),
    until      timestamptz,
    primary key (account_id, what)
);
