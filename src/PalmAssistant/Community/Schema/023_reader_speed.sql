-- What makes asking quick at the size of a district.
-- 1. An account that may see every region is told so once, not row by row: palm.whole stands first.
do $$
declare
    record text;
    place text;
begin
    foreach record in array array['person', 'person_identity', 'assistance', 'disability', 'veteran', 'insurance', 'pension', 'allowance',
        'family_planning', 'schooling', 'permit', 'birth', 'special', 'psychiatric', 'person_tag', 'conflict', 'house', 'entity', 'venue', 'force']
    loop
        place := '(select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high())';
        if record not in ('house', 'entity', 'venue', 'force') then
            place := place || ' or hukou_region between (select access.reader_low()) and (select access.reader_high())';
        end if;
        execute format('alter policy reader on community.%I using ((select access.reader_may(%L)) and (%s) %s)', record,
            case record when 'person_identity' then 'identity' else record end, place,
            case record
                when 'person_tag' then 'and (not sensitive or tag = any ((select access.reader_tags())::smallint[]))'
                when 'special' then 'and kind = any ((select access.reader_special())::smallint[])'
                else '' end);
    end loop;
end $$;

-- 2. A community's question reads an index alone, whatever coded field it asks of and whatever is joined by id.
drop index community.person_region;
create index person_region on community.person (region)
    include (id, hukou_region, birth_date, sex, estate_id, house_id, residence_type, house_residents, house_youngest, house_status, house_usage,
             education, marriage, political, ethnicity, relation, hukou_status) where is_resident;
-- The district's head counts by age and sex read half as much.
create index person_resident on community.person (region, hukou_region, birth_date, sex) where is_resident;
drop index community.person_hukou_region;
create index person_hukou_region on community.person (hukou_region) include (id, region, birth_date, sex, hukou_estate_id, education, marriage) where is_hukou;

-- 3. What departments say is found by region, so that a community's question never walks the district's rows.
create index insurance_region on community.insurance (region, year, status) include (person_id, hukou_region, kind);
create index allowance_region on community.allowance (region, month) include (person_id, hukou_region);
create index pension_region on community.pension (region) include (person_id, hukou_region, kind, status, amount);
create index schooling_region on community.schooling (region) include (person_id, hukou_region, education, status);
create index permit_region on community.permit (region) include (person_id, hukou_region, until, reason);
create index assistance_region on community.assistance (region) include (person_id, hukou_region, kind, status);
create index disability_region on community.disability (region) include (person_id, hukou_region, kind, level);
