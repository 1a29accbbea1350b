-- The register remembers its past, so that what can be counted today can be counted as of an earlier day.
--
-- Nothing is copied while nothing changes. When a merge changes what is said under a key (a person, a house, a business …), it first keeps
-- the rows as they were: history.T_span says that under this key something else stood from `from_day` to before `until_day`, history.T holds those
-- rows (none, when there was nothing). The state at the end of a day is then the current rows of all keys without a span over that day,
-- and the kept rows of the others. history.T_on(day) says exactly that and is inlined, so region, row-level security and indexes work on both.
--
-- A span carries a key and two days, no region: a row that has moved since must not be taken for one that was always here, whoever asks.

create schema history;
grant usage on schema history to palm_reader;

-- The first day from whose end on a table's past is known: the day its first rows came. Nothing earlier can be said.
create table history.known (record text primary key, since date not null);

-- The newest month or year on file, as of the days on which it changed.
create table history.newest (record text not null, field text not null, day date not null, value text not null, primary key (record, field, day));

-- The days on which an import changed something.
create table history.merged (day date primary key);

-- Makes what is missing for every golden table: spans, kept rows, their lock, the function. To be called again when a golden table changes its columns.
create function history.prepare() returns void language plpgsql as $$
declare
    kept record;
    part record;
    columns text;
    kept_columns text;
begin
    for kept in select * from (values
        ('house', 'id'), ('person', 'id'), ('person_identity', 'person_id'), ('assistance', 'person_id'), ('disability', 'person_id'), ('veteran', 'person_id'),
        ('insurance', 'person_id'), ('pension', 'person_id'), ('allowance', 'person_id'), ('family_planning', 'person_id'), ('schooling', 'person_id'),
        ('permit', 'person_id'), ('birth', 'person_id'), ('special', 'person_id'), ('psychiatric', 'person_id'), ('person_tag', 'person_id'),
        ('entity', 'id'), ('venue', 'id'), ('force', 'person_id')) t (name, key)
    loop
        execute format('create table if not exists history.%I (key integer not null, from_day date not null, until_day date not null, primary key (key, until_day))', kept.name || '_span');
        if to_regclass(format('history.%I', kept.name)) is null then
            execute format('create table history.%I (like community.%I, from_day date not null, until_day date not null)', kept.name, kept.name);
            execute format('create index on history.%I (until_day, region)', kept.name);
        end if;
        for part in select a.attname, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
            where a.attrelid = format('community.%I', kept.name)::regclass and a.attnum > 0 and not a.attisdropped
              and not exists (select from pg_attribute h where h.attrelid = format('history.%I', kept.name)::regclass and h.attname = a.attname)
        loop
            execute format('alter table history.%I add column %I %s', kept.name, part.attname, part.type);
        end loop;
        select string_agg('c.' || quote_ident(attname), ', ' order by attnum), string_agg('h.' || quote_ident(attname), ', ' order by attnum) into columns, kept_columns
            from pg_attribute where attrelid = format('community.%I', kept.name)::regclass and attnum > 0 and not attisdropped;
        execute format('create or replace function history.%I(day date) returns setof community.%I language sql stable parallel safe as $body$
            select %s from community.%I c where not exists (select from history.%I s where s.key = c.%I and s.from_day <= day and s.until_day > day)
            union all
            select %s from history.%I h where h.from_day <= day and h.until_day > day $body$',
            kept.name || '_on', kept.name, columns, kept.name, kept.name || '_span', kept.key, kept_columns, kept.name);
        -- What was kept is behind the lock it had, over the region it had then.
        execute format('alter table history.%I enable row level security', kept.name);
        execute format('drop policy if exists reader on history.%I', kept.name);
        execute format('create policy reader on history.%I for select to palm_reader using (%s)', kept.name,
            (select qual from pg_policies where schemaname = 'community' and tablename = kept.name and policyname = 'reader'));
        execute format('alter table history.%I enable row level security', kept.name || '_span');
        execute format('drop policy if exists reader on history.%I', kept.name || '_span');
        execute format('create policy reader on history.%I for select to palm_reader using ((select access.reader_low()) is not null)', kept.name || '_span');
    end loop;
    grant select on all tables in schema history to palm_reader;
end $$;
select history.prepare();

-- What is in a database already is known as of its last import.
do $$
declare
    kept text;
    filled boolean;
begin
    foreach kept in array array['house', 'person', 'person_identity', 'assistance', 'disability', 'veteran', 'insurance', 'pension', 'allowance',
        'family_planning', 'schooling', 'permit', 'birth', 'special', 'psychiatric', 'person_tag', 'entity', 'venue', 'force']
    loop
        execute format('select exists (select from community.%I)', kept) into filled;
        if filled then insert into history.known select kept, coalesce(max(today), current_date) from source.file; end if;
    end loop;
    if exists (select from history.known) then insert into history.merged select distinct since from history.known; end if;
end $$;
