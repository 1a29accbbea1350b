-- What departments say of residents, as bits beside those of schema 024: for each community, kind of record and combination of its coded columns
-- one row, with a bit for every resident who has such a record (a bitmap index). "Has a record with …" is then the bits of the combinations that
-- meet the condition, or-ed together; so are tags on record, who helps govern, and the grid and the estate somebody lives in.
--
-- Bit n is the community's n-th resident by id, in both tables. Both are made in the transaction that changes a person or a record, when it commits.

-- What is held, and by which columns. RecordBits.cs holds the same list; a test compares them.
create table community.resident_fact (
    record  text primary key,              -- also the table
    columns text[] not null
);
insert into community.resident_fact values
    ('assistance', array['kind', 'status']), ('disability', array['kind', 'level']), ('veteran', array['kind']),
    ('insurance', array['kind', 'status', 'year']), ('pension', array['kind', 'status']), ('allowance', array['month']),
    ('family_planning', array['kind']), ('schooling', array['education', 'status']),
    ('special', array['kind', 'until']), ('psychiatric', array['level', 'status']),
    ('force', array['kind', 'place']), ('person_tag', array['tag', 'sensitive']), ('person', array['place', 'estate_id']);

create table community.resident_facts (
    region    bigint not null,             -- of the community, as in resident_bits
    record    text not null,
    kind      smallint,
    status    smallint,
    level     smallint,
    education smallint,
    year      smallint,
    month     date,
    until     date,
    tag       smallint,
    sensitive boolean not null default false,
    place     bigint,                      -- of a force: 所属社区; of a person: the grid
    estate_id integer,
    bits      varbit not null
);
create index resident_facts_record on community.resident_facts (record, region, tag);

-- A community's rows are found by region.
create index person_tag_of_region on community.person_tag (region) include (person_id, tag, sensitive);
create index veteran_region on community.veteran (region) include (person_id, hukou_region, kind);
create index family_planning_region on community.family_planning (region) include (person_id, hukou_region, kind);
create index special_region on community.special (region) include (person_id, hukou_region, kind, until);
create index psychiatric_region on community.psychiatric (region) include (person_id, hukou_region, level, status);

-- The bits of 024 again, now in the order of ids. A community's rows reach the aggregates in the order of the subquery.
do $$
declare
    number constant text := 'coalesce((%I - date ''1880-01-01'')::int, 0)';
    sliced text;
    fitting text;
    branches text;
begin
    select string_agg(format('string_agg(case when %s & %s <> 0 then ''1'' else ''0'' end, '''')::varbit', value, 1 << bit), ', ' order by field, bit) into sliced
        from (select field, bits, case when date then format(number, field) else format('coalesce(%I, 0)', field) end as value from community.resident_slice) s,
             generate_series(0, bits - 1) bit;
    select string_agg(format('bool_and(%1$I is null or %2$s between 1 and %3$s)', field, case when date then format(number, field) else quote_ident(field) end, (1 << bits) - 1), ' and ')
        into fitting from community.resident_slice;
    execute format($make$
        create or replace function community.make_resident_bits(communities bigint[]) returns void language sql as $body$
            delete from community.resident_bits where region = any (communities);
            insert into community.resident_bits
            select community, count(*), %s, %s
            from (select * from (select community, p.* from unnest(communities) community join community.person p on p.region between community and community + 999 where p.is_resident
                  union all select 0, p.* from community.person p where 0 = any (communities) and p.is_resident and p.region is null) resident order by community, id) resident group by community
        $body$ $make$, fitting, sliced);

    select string_agg(format($branch$
            select community, %1$L, %2$s, bit_or(set_bit(n.bits, m.position, 1)) from members m cross join nobody n %3$s where %1$L = any (records) group by %4$s $branch$,
        record,
        (select string_agg(case when c = any (columns) then case c when 'place' then 'r.region' else 'r.' || c end when c = 'sensitive' then 'false' else 'null::' || t end, ', ' order by n) from
            (values (1, 'kind', 'smallint'), (2, 'status', 'smallint'), (3, 'level', 'smallint'), (4, 'education', 'smallint'), (5, 'year', 'smallint'), (6, 'month', 'date'), (7, 'until', 'date'),
                    (8, 'tag', 'smallint'), (9, 'sensitive', 'boolean'), (10, 'place', 'bigint'), (11, 'estate_id', 'integer')) held (n, c, t)),
        case record
            when 'person' then 'cross join lateral (select m.region, m.estate_id) r'
            when 'force' then 'cross join lateral (select f.kind, f.region from community.force f where f.person_id = m.id offset 0) r'
            else format('join community.%I r on r.person_id = m.id and (r.region between community and community + 999 or community = 0 and r.region is null)', record) end,
        (select string_agg(case c when 'place' then 'r.region' else 'r.' || c end, ', ') from unnest(columns) c)), ' union all ') into branches from community.resident_fact;
    execute format($make$
        create function community.make_resident_facts(communities bigint[], records text[]) returns void language plpgsql set work_mem = '32MB' set jit = off as $body$
        declare
            community bigint;
        begin
            delete from community.resident_facts where region = any (communities) and record = any (records);
            foreach community in array communities
            loop
                insert into community.resident_facts
                with members as materialized (
                    select id, region, estate_id, (row_number() over (order by id))::int - 1 as position from community.person
                    where is_resident and (region between community and community + 999 or community = 0 and region is null)),
                nobody as materialized (select repeat('0', count(*)::int)::varbit as bits from members)
                %s;
            end loop;
        end $body$ $make$, branches);
end $$;

-- Which records of a community have changed; where none is named, its residents have.
alter table community.resident_bits_stale add column record text;

create or replace function community.note_stale_residents() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from came where is_resident order by 1;
    elsif tg_op = 'DELETE' then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from gone where is_resident order by 1;
    elsif tg_op = 'UPDATE' then
        insert into community.resident_bits_stale
            select coalesce(region / 1000 * 1000, 0) from came where is_resident union select coalesce(region / 1000 * 1000, 0) from gone where is_resident order by 1;
    else
        truncate community.resident_bits, community.resident_facts;
    end if;
    return null;
end $$;

-- A record repeats its person's region; who helps govern a community may live in another.
create function community.note_stale_records() returns trigger language plpgsql as $$
declare
    region text := case tg_table_name when 'force' then '(select p.region from community.person p where p.id = person_id)' else 'region' end;
    noted constant text := 'insert into community.resident_bits_stale (region, record) select distinct coalesce(%s / 1000 * 1000, 0), %L from %I';
begin
    if tg_op in ('INSERT', 'UPDATE') then execute format(noted, region, tg_table_name, 'came'); end if;
    if tg_op in ('DELETE', 'UPDATE') then execute format(noted, region, tg_table_name, 'gone'); end if;
    if tg_op = 'TRUNCATE' then delete from community.resident_facts where record = tg_table_name; end if;
    return null;
end $$;
do $$
declare
    held text;
begin
    for held in select record from community.resident_fact where record <> 'person'
    loop
        execute format('create trigger facts_came after insert on community.%I referencing new table as came for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_went after delete on community.%I referencing old table as gone for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_changed after update on community.%I referencing old table as gone new table as came for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_emptied after truncate on community.%I for each statement execute function community.note_stale_records()', held);
    end loop;
end $$;

create or replace function community.refresh_stale_residents() returns trigger language plpgsql as $$
declare
    stale bigint[];
    residents bigint[];
    records text[];
begin
    perform pg_advisory_xact_lock(hashtext('community.resident_bits'));
    with taken as (delete from community.resident_bits_stale returning region, record)
        select array_agg(distinct region), array_agg(distinct region) filter (where record is null), array_agg(distinct record) filter (where record is not null)
        into stale, residents, records from taken;
    if stale is null then return null; end if;
    if residents is not null then
        perform community.make_resident_bits(residents);
        perform community.make_resident_facts(residents, array(select f.record from community.resident_fact f));
    end if;
    if records is not null then
        perform community.make_resident_facts(array(select unnest(stale) except select unnest(residents)), records);
    end if;
    return null;
end $$;

select community.make_resident_bits(array(select distinct coalesce(region / 1000 * 1000, 0) from community.person where is_resident));
select community.make_resident_facts(array(select region from community.resident_bits), array(select record from community.resident_fact));
analyze community.resident_bits;
analyze community.resident_facts;

-- The second lock: what the rows of each record are behind, over the whole community.
alter table community.resident_facts enable row level security;
create policy reader on community.resident_facts for select to palm_reader using (
    record = any ((select string_to_array(current_setting('palm.records', true), ','))::text[])
    and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high() - 999))
    and (not sensitive or tag = any ((select access.reader_tags())::smallint[]))
    and (record <> 'special' or kind = any ((select access.reader_special())::smallint[]))
    and (record <> 'force' or (select access.reader_whole()) or place between (select access.reader_low()) and (select access.reader_high())));
grant select on community.resident_facts to palm_reader;
