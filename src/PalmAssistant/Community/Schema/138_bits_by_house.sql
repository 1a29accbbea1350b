-- The bits of 024 and 130 once more, so that more can be asked of them:
-- * bit n is the community's n-th resident by house, then id: who lives together stands together, so that "a house where somebody …" and "somebody who
--   lives with …" are shifts of the bits by one, two and four places (house_first: nobody of this house stands before; house_next: the next one lives here too); 128 to a house at most, else rows are counted;
-- * the ids stand beside the bits, in the same order: one page of a list is read off them;
-- * year and day of birth are sliced too: sums of ages; other dates and amounts of departments' records are slices as well (resident_values);
-- * who has a 户籍 here has bits of his own (hukou_bits), by where the 户籍 is;
-- * the surname, the employer and whether a phone is known are bits like a record's, behind the lock of identity.
-- All of it is made in the transaction that changes a row, when it commits, as before.

drop table community.resident_bits, community.resident_facts;
drop function community.make_resident_bits, community.make_resident_facts;
alter table community.resident_slice add column value text, add column hukou boolean not null default false;
insert into community.resident_slice (field, bits, value) values
    ('birth_year', 8, 'date_part(''year'', birth_date)::int - 1879'), ('birthday', 11, 'date_part(''month'', birth_date)::int * 100 + date_part(''day'', birth_date)::int');
update community.resident_slice set value = case when date then format('%I - date ''1880-01-01''', field) else quote_ident(field) end where value is null;
update community.resident_slice set hukou = field in ('birth_date', 'birth_year', 'birthday', 'sex', 'education', 'marriage', 'political', 'residence_type');

do $$
declare
    universe record;
    columns text;
    sliced text;
    known text;
    fitting text;
begin
    for universe in select * from (values
        ('resident_bits', 'make_resident_bits', 'region', 'house_id', 'is_resident', false), ('hukou_bits', 'make_hukou_bits', 'hukou_region', 'hukou_house_id', 'is_hukou', true)) t (name, make, place, house, who, hukou)
    loop
        select string_agg(format('%I varbit not null', field || '_' || bit), ', ' order by field, bit),
               string_agg(format('string_agg(case when %I & %s <> 0 then ''1'' else ''0'' end, '''')::varbit', field, 1 << bit), ', ' order by field, bit)
            into columns, sliced from community.resident_slice s, generate_series(0, bits - 1) bit where s.hukou or not universe.hukou;
        -- Each value once, 0 = unknown. One that does not fit its bits is never cut off: it stands as -1, and such a community's questions are counted from the rows.
        select string_agg(format('case when %s between 1 and %s then %s when %s is null then 0 else -1 end as %I', value, (1 << bits) - 1, value, value, field), ', ' order by field),
               string_agg(format('bool_and(%I >= 0)', field), ' and ' order by field)
            into known, fitting from community.resident_slice s where s.hukou or not universe.hukou;
        execute format('create table community.%I (region bigint primary key, residents integer not null, fits boolean not null, ids integer[] not null, house_first varbit not null, house_next varbit not null, %s)', universe.name, columns);
        execute format('alter table community.%I alter ids set storage external', universe.name);
        execute format($make$
            create function community.%1$I(communities bigint[]) returns void language plpgsql set work_mem = '32MB' set jit = off as $body$
            declare
                community bigint;
            begin
                delete from community.%2$I where region = any (communities);
                foreach community in array communities
                loop
                    insert into community.%2$I
                    select community, count(*), %3$s and bool_and(far is distinct from house or house is null), array_agg(id), string_agg(case when house is distinct from before then '1' else '0' end, '')::varbit & string_agg(case when house is null then '0' else '1' end, '')::varbit,
                           string_agg(case when house = after then '1' else '0' end, '')::varbit, %4$s
                    from (select v.*, lag(house) over w as before, lead(house) over w as after, lag(house, 128) over w as far
                          from (select id, %5$I as house, %8$s from community.person where %6$I and %7$I between community and community + 999
                                union all select id, %5$I, %8$s from community.person where %6$I and community = 0 and %7$I is null) v
                          window w as (order by house, id)) resident
                    having count(*) > 0;
                end loop;
            end $body$ $make$, universe.make, universe.name, fitting, sliced, universe.house, universe.who, universe.place, known);
        execute format('alter table community.%I enable row level security', universe.name);
        -- A community's bits are all of its people, so only who may see all of them sees its row.
        execute format($policy$ create policy reader on community.%I for select to palm_reader using ((select access.reader_may('person'))
            and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high() - 999))) $policy$, universe.name);
    end loop;
end $$;

-- What is held of records. codes: columns kept as they are, one row of bits for each combination; dates and amount: slices. RecordBits.cs holds the same list; a test compares them.
alter table community.resident_fact rename column columns to codes;
alter table community.resident_fact add column dates text[] not null default '{}', add column amount text;
update community.resident_fact set dates = array['since'], amount = 'amount' where record = 'assistance';
update community.resident_fact set dates = array['issued'] where record = 'disability';
update community.resident_fact set dates = array['enlisted', 'discharged'] where record = 'veteran';
update community.resident_fact set dates = array['verified'], amount = 'amount' where record = 'pension';
insert into community.resident_fact values ('permit', array['reason'], array['issued', 'until'], null), ('birth', array[]::text[], array['birth_date', 'registered'], null);

create table community.resident_facts (
    region    bigint not null,             -- of the community, as in resident_bits
    record    text not null,
    kind      smallint,                    -- of identity: 1, the employer
    status    smallint,
    level     smallint,
    education smallint,
    reason    smallint,
    year      smallint,
    month     date,
    until     date,
    tag       smallint,
    sensitive boolean not null default false,
    place     bigint,                      -- of a force: 所属社区; of a person: the grid
    estate_id integer,
    label     text,                        -- of identity: the employer
    layer     smallint not null,           -- 1 = the first of somebody's records of this kind …; 1 throughout where no values are held
    bits      varbit not null
);
-- A community's rows are found by region.
create index birth_region on community.birth (region) include (person_id, hukou_region, birth_date, registered);
create index resident_facts_record on community.resident_facts (record, region, tag);

-- Dates and amounts of departments' records: slice i of the dates is bit i of the days since 1880-01-01, of the amount bit i of its cents; 0 = unknown.
-- Of identity: date1 holds the name's first character by its code point, date2 one slice, whether a phone is known.
create table community.resident_values (
    region bigint not null,
    record text not null,
    layer  smallint not null,
    fits   boolean not null,
    date1  varbit[],
    date2  varbit[],
    amount varbit[],
    primary key (record, region, layer)
);

do $$
declare
    fact record;
    held text;
    numbers text;
    slices text;
    fitting text;
    members constant text := '(select id, (nth - 1)::int as position from unnest(members) with ordinality n (id, nth)) m';
    here constant text := '(select * from community.%1$I where region between community and community + 999 union all select * from community.%1$I where community = 0 and region is null)';
    branches text := '';
begin
    for fact in select f.*, case record when 'person' then 'id' else 'person_id' end as key, case record when 'force' then 'community.force' when 'person' then replace(replace(format(here, record), '*', 'id, region, estate_id'), 'where ', 'where is_resident and ') else format(here, record) end as source,
            coalesce((select string_agg(c || ', ', '') from unnest(codes) c), '') as keys from community.resident_fact f order by record
    loop
        select string_agg(case when c = any (fact.codes) then case c when 'place' then 'region' else c end when c = 'sensitive' then 'false' else 'null::' || t end, ', ' order by n) into held from
            (values (1, 'kind', 'smallint'), (2, 'status', 'smallint'), (3, 'level', 'smallint'), (4, 'education', 'smallint'), (5, 'reason', 'smallint'), (6, 'year', 'smallint'), (7, 'month', 'date'), (8, 'until', 'date'),
                    (9, 'tag', 'smallint'), (10, 'sensitive', 'boolean'), (11, 'place', 'bigint'), (12, 'estate_id', 'integer')) held (n, c, t);
        select coalesce(string_agg(', ' || value || ' as v' || n, '' order by n), ''), string_agg(format('bool_and(v%s between 0 and %s)', n, (1 << bits) - 1), ' and ') filter (where value is not null),
               string_agg(coalesce((select 'array[' || string_agg(format('rpad(string_agg(gap || case when v%s & %s <> 0 then ''1'' else ''0'' end, ''''), length(nobody), ''0'')::varbit', n, 1 << bit), ', ' order by bit) || ']' from generate_series(0, bits - 1) bit where value is not null), 'null::varbit[]'), ', ' order by n)
            into numbers, fitting, slices
            from (select n, 16 as bits, case when fact.dates[n] is not null then format('coalesce(%I - date ''1880-01-01'', 0)', fact.dates[n]) end as value from generate_series(1, 2) n
                  union all select 3, 28, case when fact.amount is not null then format('coalesce((%I * 100)::bigint, 0)', fact.amount) end) v where n < 4;
        branches := branches || format(case when fact.dates = '{}' then $branch$
                if %1$L = any (records) then
                    insert into community.resident_facts
                    select community, %1$L, %2$s, null, 1, bit_or(set_bit(nobody, position, 1)) from %3$s join %4$s r on r.%5$I = m.id group by %10$s;
                end if; $branch$ else $branch$
                if %1$L = any (records) then
                    with fact as materialized (select *, repeat('0', position - 1 - lag(position, 1, -1) over (partition by layer order by position)) as gap
                        from (select position, r.*, row_number() over (partition by position)::smallint as layer %7$s from %3$s join %4$s r on r.%5$I = m.id) f),
                    valued as (insert into community.resident_values select community, %1$L, layer, %8$s, %9$s from (select * from fact order by layer, position) f group by layer)
                    insert into community.resident_facts
                    select community, %1$L, %2$s, null, layer, bit_or(set_bit(nobody, position, 1)) from fact group by %6$s layer;
                end if; $branch$ end,
            fact.record, held, members, fact.source, fact.key, replace(fact.keys, 'place', 'region'), numbers, fitting, slices, rtrim(replace(fact.keys, 'place', 'region'), ', '));
    end loop;
    -- Who somebody is: the employer like a record's kind; the first character of the name (its code point) and whether a phone is known as slices.
    select string_agg(format('string_agg(case when coalesce(ascii(name), 0) & %s <> 0 then ''1'' else ''0'' end, '''')::varbit', 1 << bit), ', ' order by bit) into slices from generate_series(0, 15) bit;
    branches := branches || format($branch$
        if 'identity' = any (records) then
            with fact as materialized (select position, r.name, r.phone, r.work_unit from %s left join %s r on r.person_id = m.id order by position),
            valued as (insert into community.resident_values
                select community, 'identity', 1, bool_and(coalesce(ascii(name), 0) < 65536), array[%s], array[string_agg(case when phone <> '' then '1' else '0' end, '')::varbit], null from fact having count(*) > 0)
            insert into community.resident_facts (region, record, kind, label, layer, bits)
            select community, 'identity', 1, work_unit, 1, bit_or(set_bit(nobody, position, 1)) from fact where work_unit <> '' group by work_unit;
        end if; $branch$, members, replace(format(here, 'person_identity'), '*', 'person_id, name, phone, work_unit'), slices);
    execute format($make$
        create function community.make_resident_facts(communities bigint[], records text[]) returns void language plpgsql set work_mem = '32MB' set jit = off set enable_nestloop = off as $body$
        declare
            community bigint;
            members int[];
            nobody varbit;
        begin
            delete from community.resident_facts where region = any (communities) and record = any (records);
            delete from community.resident_values where region = any (communities) and record = any (records);
            foreach community in array communities
            loop
                select b.ids, repeat('0', b.residents)::varbit into members, nobody from community.resident_bits b where b.region = community;
                continue when members is null;
                %s
            end loop;
        end $body$ $make$, branches);
end $$;

-- 'hukou' and 'identity' are noted beside the kinds of record; where nothing is named, the community's residents have changed.
create or replace function community.note_stale_residents() returns trigger language plpgsql as $$
begin
    if tg_op in ('INSERT', 'UPDATE') then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from came where is_resident order by 1;
        insert into community.resident_bits_stale select distinct coalesce(hukou_region / 1000 * 1000, 0), 'hukou' from came where is_hukou order by 1;
    end if;
    if tg_op in ('DELETE', 'UPDATE') then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from gone where is_resident order by 1;
        insert into community.resident_bits_stale select distinct coalesce(hukou_region / 1000 * 1000, 0), 'hukou' from gone where is_hukou order by 1;
    end if;
    if tg_op = 'TRUNCATE' then truncate community.resident_bits, community.hukou_bits, community.resident_facts, community.resident_values; end if;
    return null;
end $$;

create or replace function community.note_stale_records() returns trigger language plpgsql as $$
declare
    region text := case tg_table_name when 'force' then '(select p.region from community.person p where p.id = person_id)' else 'region' end;
    kind text := case tg_table_name when 'person_identity' then 'identity' else tg_table_name end;
    noted constant text := 'insert into community.resident_bits_stale (region, record) select distinct coalesce(%s / 1000 * 1000, 0), %L from %I';
begin
    if tg_op in ('INSERT', 'UPDATE') then execute format(noted, region, kind, 'came'); end if;
    if tg_op in ('DELETE', 'UPDATE') then execute format(noted, region, kind, 'gone'); end if;
    if tg_op = 'TRUNCATE' then
        delete from community.resident_facts where record = kind;
        delete from community.resident_values where record = kind;
    end if;
    return null;
end $$;
do $$
declare
    held text;
begin
    foreach held in array array['permit', 'birth', 'person_identity']
    loop
        execute format('create trigger facts_came after insert on community.%I referencing new table as came for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_went after delete on community.%I referencing old table as gone for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_changed after update on community.%I referencing old table as gone new table as came for each statement execute function community.note_stale_records()', held);
        execute format('create trigger facts_emptied after truncate on community.%I for each statement execute function community.note_stale_records()', held);
    end loop;
end $$;

create or replace function community.refresh_stale_residents() returns trigger language plpgsql as $$
declare
    residents bigint[];
    hukou bigint[];
    records text[];
    others bigint[];
begin
    perform pg_advisory_xact_lock(hashtext('community.resident_bits'));
    with taken as (delete from community.resident_bits_stale returning region, record)
        select array_agg(distinct region) filter (where record is null), array_agg(distinct region) filter (where record = 'hukou'),
               array_agg(distinct record) filter (where record <> 'hukou'), array_agg(distinct region) filter (where record <> 'hukou')
        into residents, hukou, records, others from taken;
    if residents is not null then
        perform community.make_resident_bits(residents);
        perform community.make_resident_facts(residents, array(select f.record from community.resident_fact f union all select 'identity'));
    end if;
    if hukou is not null then perform community.make_hukou_bits(hukou); end if;
    if records is not null then
        perform community.make_resident_facts(array(select unnest(others) except select unnest(residents)), records);
    end if;
    return null;
end $$;

select community.make_resident_bits(array(select distinct coalesce(region / 1000 * 1000, 0) from community.person where is_resident));
select community.make_hukou_bits(array(select distinct coalesce(hukou_region / 1000 * 1000, 0) from community.person where is_hukou));
select community.make_resident_facts(array(select region from community.resident_bits), array(select record from community.resident_fact union all select 'identity'));
analyze community.resident_bits;
analyze community.hukou_bits;
analyze community.resident_facts;
analyze community.resident_values;

-- The second lock: what the rows of each record are behind, over the whole community.
alter table community.resident_facts enable row level security;
create policy reader on community.resident_facts for select to palm_reader using (
    record = any ((select string_to_array(current_setting('palm.records', true), ','))::text[])
    and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high() - 999))
    and (not sensitive or tag = any ((select access.reader_tags())::smallint[]))
    and (record <> 'special' or kind = any ((select access.reader_special())::smallint[]))
    and (record <> 'force' or (select access.reader_whole()) or place between (select access.reader_low()) and (select access.reader_high())));
alter table community.resident_values enable row level security;
create policy reader on community.resident_values for select to palm_reader using (
    record = any ((select string_to_array(current_setting('palm.records', true), ','))::text[])
    and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high() - 999)));
grant select on community.resident_bits, community.hukou_bits, community.resident_facts, community.resident_values to palm_reader;
