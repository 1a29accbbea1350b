-- Every question: who, when, what was said and understood, what came of it, and whom it touched.
-- Append-only: rows are added through access.append_audit and leave only through access.prune_audit, oldest first.
-- Each row's hash is SHA-256 over the previous row's hash and its own content, so a changed or missing row shows.
create table access.audit (
    id         bigint primary key,
    at         timestamptz not null,
    account    text not null,
    channel    text not null,              -- chat, command, report …
    said       text not null,
    kind       text not null,              -- number table list profile denied unknown …
    content    text not null,              -- JSON: role, scope, understood, plan, reason, milliseconds, persons
    person_ids integer[] not null,         -- whom a list or profile showed
    previous   bytea not null,
    hash       bytea not null
);
create index audit_account on access.audit (account, at);
create index audit_at on access.audit (at);
create index audit_persons on access.audit using gin (person_ids);

-- Where a pruned chain begins again.
create table access.audit_pruned (last_id bigint primary key, hash bytea not null, pruned_at timestamptz not null);

create function access.append_audit(at timestamptz, account text, channel text, said text, kind text, content text, person_ids integer[], body text)
returns bigint language plpgsql as $$
declare
    last record;
begin
    perform pg_advisory_xact_lock(7200601);
    select id, hash into last from access.audit order by id desc limit 1;
    if last is null then
        select last_id as id, hash into last from access.audit_pruned order by last_id desc limit 1;
    end if;
    insert into access.audit values (coalesce(last.id, 0) + 1, at, account, channel, said, kind, content, person_ids,
        coalesce(last.hash, '\x'), sha256(coalesce(last.hash, '\x') || convert_to(body, 'UTF8')));
    return coalesce(last.id, 0) + 1;
end $$;

create function access.audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('palm.pruning', true) = 'on' then return old; end if;
    raise exception 'The audit is append-only';
end $$;
create trigger audit_append_only before update or delete on access.audit for each row execute function access.audit_is_append_only();
create trigger audit_no_truncate before truncate on access.audit for each statement execute function access.audit_is_append_only();

-- Removes what is older than a date, at least six months ago, and remembers where the chain goes on. Answers how many rows.
create function access.prune_audit(before timestamptz) returns bigint language plpgsql as $$
declare
    last record;
    removed bigint;
begin
    if before > now() - interval '6 months' then raise exception 'The audit is kept for at least six months'; end if;
    perform pg_advisory_xact_lock(7200601);
    select id, hash into last from access.audit where access.audit.at < before order by id desc limit 1;
    if last is null then return 0; end if;
    insert into access.audit_pruned values (last.id, last.hash, now());
    perform set_config('palm.pruning', 'on', true);
    delete from access.audit where id <= last.id;
    get diagnostics removed = row_count;
    perform set_config('palm.pruning', 'off', true);
    return removed;
end $$;
