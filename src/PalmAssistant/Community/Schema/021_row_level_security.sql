-- The second lock: what palm_reader may see, decided row by row from the transaction's settings (011).
-- Each setting is read once a query, as (select …). The owner writes (imports) and is not bound by these policies;
-- every data question runs as palm_reader, which is.
grant usage on schema community to palm_reader;
grant select on all tables in schema community to palm_reader;

do $$
declare
    record text;
    place text;
begin
    -- Rows of a person: where it lives or where its 户籍 is.
    foreach record in array array['person', 'person_identity', 'assistance', 'disability', 'veteran', 'insurance', 'pension', 'allowance',
        'family_planning', 'schooling', 'permit', 'birth', 'special', 'psychiatric', 'person_tag', 'conflict',
        'house', 'entity', 'venue', 'force']
    loop
        place := 'region between (select access.reader_low()) and (select access.reader_high())';
        if record not in ('house', 'entity', 'venue', 'force') then
            place := place || ' or hukou_region between (select access.reader_low()) and (select access.reader_high())
                or region is null and hukou_region is null and (select access.reader_whole())';
        elsif record in ('entity', 'venue') then
            place := place || ' or region is null and (select access.reader_whole())';
        end if;
        execute format('alter table community.%I enable row level security', record);
        execute format('create policy reader on community.%I for select to palm_reader using ((select access.reader_may(%L)) and (%s) %s)', record,
            case record when 'person_identity' then 'identity' else record end, place,
            case record
                when 'person_tag' then 'and (not sensitive or tag = any ((select access.reader_tags())::smallint[]))'
                when 'special' then 'and kind = any ((select access.reader_special())::smallint[])'
                else '' end);
    end loop;

    -- Places, values and freshness say nothing of anybody.
    foreach record in array array['region', 'estate', 'value_code', 'tag', 'source_freshness']
    loop
        execute format('alter table community.%I enable row level security', record);
        execute format('create policy reader on community.%I for select to palm_reader using ((select access.reader_low()) is not null)', record);
    end loop;
end $$;

-- A person's row is visible for its place or its 户籍: both columns in the index keep a count an index-only scan.
drop index community.person_region;
create index person_region on community.person (region)
    include (hukou_region, birth_date, sex, estate_id, residence_type, house_residents, house_youngest, house_status, education) where is_resident;
drop index community.person_hukou_region;
create index person_hukou_region on community.person (hukou_region) include (region, birth_date, sex) where is_hukou;
