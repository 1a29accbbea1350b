-- Curation that can be undone: deleted documents stay to be brought back, each change keeps what was before and after,
-- and a version tells two curators apart who change the same document.
alter table policy.document add column version int not null default 1;
alter table policy.document drop constraint document_state_check;
alter table policy.document add constraint document_state_check check (state in ('Draft', 'Published', 'Withdrawn', 'Superseded', 'Deleted'));
create index on policy.document (state);
create index on policy.document (superseded_by) where superseded_by is not null;

alter table policy.clause drop constraint clause_document_id_position_key;
alter table policy.clause add constraint clause_document_id_position_key unique (document_id, position) deferrable initially deferred;

alter table policy.change add column says text not null default '';        -- 发布《…》, in words
alter table policy.change add column undoes bigint references policy.change (id);

alter table policy.answered add column account text not null default '';
create index on policy.answered (asked_at desc);
create index on policy.unanswered (asked_at desc) where not settled;

-- Questions whose clause must stay the same, asked again before anything is published. No clause: there must be no basis.
create table policy.regression (
    id       bigint generated always as identity primary key,
    question text not null unique,
    title    text,
    number   text,
    clause   text,
    by       text not null,
    at       timestamptz not null
);

-- Documents (and, where asked, their clauses) as they are now.
create function policy.snapshot(ids bigint[], with_clauses boolean) returns jsonb language sql as $$
    select jsonb_build_object('documents', (select coalesce(jsonb_agg(to_jsonb(d) - 'content' - 'sha256' order by d.id), '[]') from policy.document d where d.id = any (ids)))
        || case when with_clauses then jsonb_build_object('clauses', (select coalesce(jsonb_agg(to_jsonb(c) order by c.id), '[]') from policy.clause c where c.document_id = any (ids))) else '{}' end
$$;

-- Back to a snapshot, its version too: what was changed before it can then be taken back in its turn.
create function policy.restore(snapshot jsonb) returns void language plpgsql as $$
begin
    update policy.document d set title = s.title, number = s.number, issuer = s.issuer, level = s.level, signed_on = s.signed_on, effective_from = s.effective_from,
        valid_until = s.valid_until, state = s.state, marked_repealed_on = s.marked_repealed_on, superseded_by = s.superseded_by, published_at = s.published_at, version = s.version
    from jsonb_populate_recordset(null::policy.document, snapshot -> 'documents') s where d.id = s.id;
    if snapshot ? 'clauses' then
        delete from policy.clause c using jsonb_populate_recordset(null::policy.document, snapshot -> 'documents') s
        where c.document_id = s.id and not exists (select from jsonb_populate_recordset(null::policy.clause, snapshot -> 'clauses') k where k.id = c.id);
        insert into policy.clause (id, document_id, position, label, chapter, heading, text, items) overriding system value
        select id, document_id, position, label, chapter, heading, text, items from jsonb_populate_recordset(null::policy.clause, snapshot -> 'clauses')
        on conflict (id) do update set position = excluded.position, label = excluded.label, chapter = excluded.chapter, heading = excluded.heading, text = excluded.text, items = excluded.items;
    end if;
end $$;
