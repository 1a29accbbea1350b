-- Vectors of clauses beside the lexical index, and which embedder made them.
create table policy.embedder (
    name       text primary key check (name ~ '^[A-Za-z0-9._:/@-]{1,120}$'),
    dimensions int not null check (dimensions between 1 and 2000),   -- the most that HNSW takes
    model      bytea,                                                -- of an embedder trained on this library; null = made elsewhere
    trained_on int not null default 0,                               -- clauses in the library when it was trained
    made_at    timestamptz not null,
    ready      boolean not null default false                        -- every clause had its vector once: it may answer
);

create table policy.embedding (
    embedder  text not null references policy.embedder (name) on delete cascade,
    clause_id bigint not null references policy.clause (id) on delete cascade,
    vector    vector not null,
    primary key (embedder, clause_id)
);
create index on policy.embedding (clause_id);

-- A clause whose words changed needs a new vector.
create function policy.forget_embedding() returns trigger language plpgsql as $$
begin
    delete from policy.embedding where clause_id = new.id;
    return new;
end $$;
create trigger forget_embedding after update of text, heading, chapter on policy.clause for each row
    when (old.text is distinct from new.text or old.heading is distinct from new.heading or old.chapter is distinct from new.chapter)
    execute function policy.forget_embedding();
