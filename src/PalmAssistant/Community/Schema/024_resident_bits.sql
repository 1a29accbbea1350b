-- Counting a million residents row by row costs 100 to 350 ms whatever the index. Counts by coded fields and by age instead
-- read a bit-sliced index (P. O'Neil, D. Quass, Improved Query Performance with Variant Indexes, SIGMOD 1997):
-- one row a community, one bit a resident, and column education_2 holds bit 2 of everyone's 文化程度 code. A comparison is then
-- a handful of bitwise operations on a kilobyte; bit_count adds up. A code is held as it is and 0 is "unknown"; a date is held
-- as days since 1880-01-01.
--
-- It is an index, not a store of answers: it is made from community.person in the transaction that changes a person,
-- when that commits, whoever changes it. Residents of no known region stand under region 0.

-- What is sliced, and into how many bits. ResidentBits.cs holds the same list; a test compares them.
create table community.resident_slice (
    field text primary key,
    bits  smallint not null,
    date  boolean not null default false
);
insert into community.resident_slice values
    ('birth_date', 16, true), ('house_youngest', 16, true), ('sex', 4, false), ('education', 5, false), ('marriage', 4, false), ('political', 5, false),
    ('ethnicity', 7, false), ('relation', 6, false), ('residence_type', 4, false), ('hukou_status', 4, false), ('house_status', 4, false),
    ('house_usage', 4, false), ('house_residents', 7, false);

do $$
declare
    number constant text := 'coalesce((%I - date ''1880-01-01'')::int, 0)';
    columns text;
    sliced text;
    fitting text;
begin
    select string_agg(format('%I varbit not null', field || '_' || bit), ', ' order by field, bit),
           string_agg(format('string_agg(case when %s & %s <> 0 then ''1'' else ''0'' end, '''')::varbit', value, 1 << bit), ', ' order by field, bit)
        into columns, sliced
        from (select field, bits, case when date then format(number, field) else format('coalesce(%I, 0)', field) end as value from community.resident_slice) s,
             generate_series(0, bits - 1) bit;
    -- A value that does not fit its bits is never cut off: such a community's questions are counted from the rows.
    select string_agg(format('bool_and(%1$I is null or %2$s between 1 and %3$s)', field, case when date then format(number, field) else quote_ident(field) end, (1 << bits) - 1), ' and ')
        into fitting from community.resident_slice;
    execute format('create table community.resident_bits (region bigint primary key, residents integer not null, fits boolean not null, %s)', columns);
    execute format($make$
        create function community.make_resident_bits(communities bigint[]) returns void language sql as $body$
            delete from community.resident_bits where region = any (communities);
            insert into community.resident_bits
            select community, count(*), %s, %s
            from (select community, p.* from unnest(communities) community join community.person p on p.region between community and community + 999 where p.is_resident
                  union all select 0, p.* from community.person p where 0 = any (communities) and p.is_resident and p.region is null) resident group by 1
        $body$ $make$, fitting, sliced);
end $$;

-- Which communities a transaction has changed; empty again when it commits.
create table community.resident_bits_stale (region bigint not null);

create function community.note_stale_residents() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from came where is_resident order by 1;
    elsif tg_op = 'DELETE' then
        insert into community.resident_bits_stale select distinct coalesce(region / 1000 * 1000, 0) from gone where is_resident order by 1;
    elsif tg_op = 'UPDATE' then
        insert into community.resident_bits_stale
            select coalesce(region / 1000 * 1000, 0) from came where is_resident union select coalesce(region / 1000 * 1000, 0) from gone where is_resident order by 1;
    else
        truncate community.resident_bits;
    end if;
    return null;
end $$;
create trigger residents_came after insert on community.person referencing new table as came for each statement execute function community.note_stale_residents();
create trigger residents_went after delete on community.person referencing old table as gone for each statement execute function community.note_stale_residents();
create trigger residents_changed after update on community.person referencing old table as gone new table as came for each statement execute function community.note_stale_residents();
create trigger residents_emptied after truncate on community.person for each statement execute function community.note_stale_residents();

-- At the commit, all at once. The lock lets one transaction after the other see what the one before committed.
create function community.refresh_stale_residents() returns trigger language plpgsql as $$
declare
    stale bigint[];
begin
    perform pg_advisory_xact_lock(hashtext('community.resident_bits'));
    with taken as (delete from community.resident_bits_stale returning region)
        select array_agg(distinct region) into stale from taken;
    if stale is not null then perform community.make_resident_bits(stale); end if;
    return null;
end $$;
create constraint trigger residents_noted after insert on community.resident_bits_stale
    deferrable initially deferred for each row execute function community.refresh_stale_residents();

select community.make_resident_bits(array(select distinct coalesce(region / 1000 * 1000, 0) from community.person where is_resident));
analyze community.resident_bits;

-- The second lock. A community's bits are all of its residents', so only who may see all of them sees its row.
alter table community.resident_bits enable row level security;
create policy reader on community.resident_bits for select to palm_reader using ((select access.reader_may('person'))
    and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high() - 999)));
grant select on community.resident_bits to palm_reader;
