-- The end of the chain, so that rows cut off at the end show too. Written with every row, under the same lock.
create table access.audit_head (one boolean primary key default true check (one), last_id bigint not null, hash bytea not null);
insert into access.audit_head (last_id, hash)
    select coalesce(a.id, p.last_id, 0), coalesce(a.hash, p.hash, '\x')
    from (select 1) x
    left join (select id, hash from access.audit order by id desc limit 1) a on true
    left join (select last_id, hash from access.audit_pruned order by last_id desc limit 1) p on true;

create or replace function access.append_audit(at timestamptz, account text, channel text, said text, kind text, content text, person_ids integer[], body text)
returns bigint language plpgsql as $$
declare
    last record;
    next_hash bytea;
begin
    perform pg_advisory_xact_lock(7200601);
    select last_id as id, hash into last from access.audit_head;
    next_hash := sha256(last.hash || convert_to(body, 'UTF8'));
    insert into access.audit values (last.id + 1, at, account, channel, said, kind, content, person_ids, last.hash, next_hash);
    update access.audit_head set last_id = last.id + 1, hash = next_hash;
    return last.id + 1;
end $$;
