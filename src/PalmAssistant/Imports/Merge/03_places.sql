-- Regions, estates, and houses with who lives in them.

insert into community.region (code, name, level, parent)
    select code, name, level, parent from source.region r where parent is null or exists (select from source.region p where p.code = r.parent) order by level
    on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent
    where (region.name, region.level, region.parent) is distinct from (excluded.name, excluded.level, excluded.parent);
insert into community.estate (id, region, name) select id, region, name from source.estate on conflict (id) do nothing;

-- Who lives where: everyone of a house that this run touches is in this run.
create temp table living on commit drop as
    select house_id, count(*)::smallint as residents, case when bool_and(birth_date is not null) then max(birth_date) end as youngest
    from next_person where is_resident and house_id is not null group by house_id;
analyze living;

create temp table next_house on commit drop as
    select h.id, h.region, h.estate_id, h.building, h.unit, h.room, h.usage, h.status, h.area, h.owner_name, h.owner_phone, h.observed as surveyed,
        coalesce(l.residents, 0::smallint) as residents, l.youngest
    from source.house h
    left join living l on l.house_id = h.id
    where (select everything from source.pending) or h.id in (select house_id from touched_house);
create unique index on next_house (id);
analyze next_house;

-- What people corrected of a house stands until the survey says something newer.
create temp table house_correction on commit drop as
    select distinct on (c.house_id, c.field) c.id, c.house_id, c.field, c.value, c.observed, c.lapsed_at
    from source.correction c join next_house n on n.id = c.house_id
    where c.undone_at is null
    order by c.house_id, c.field, c.observed desc, c.id desc;
update source.correction c set lapsed_at = now()
    from house_correction a join source.house h on h.id = a.house_id
    where c.id = a.id and c.lapsed_at is null and h.observed > a.observed
      and case a.field when '房屋状态' then source.word('house.status', h.status) when '房屋用途' then source.word('house.usage', h.usage) when '建筑面积' then h.area::text
            when '产权人' then h.owner_name when '产权人电话' then h.owner_phone end <> a.value;
update next_house n set status = coalesce(x.status, n.status), usage = coalesce(x.usage, n.usage), area = coalesce(x.area, n.area),
        owner_name = coalesce(x.owner_name, n.owner_name), owner_phone = coalesce(x.owner_phone, n.owner_phone), surveyed = greatest(n.surveyed, x.seen)
    from (
        select a.house_id, max(v.code) filter (where a.field = '房屋状态') as status, max(v.code) filter (where a.field = '房屋用途') as usage,
            max(a.value::numeric(9, 2)) filter (where a.field = '建筑面积') as area, max(a.value) filter (where a.field = '产权人') as owner_name,
            max(a.value) filter (where a.field = '产权人电话') as owner_phone, max(a.observed) filter (where a.field in ('核实', '房屋状态')) as seen
        from house_correction a join source.correction c on c.id = a.id and c.lapsed_at is null
        left join community.value_code v on v.label = a.value and v.domain = case a.field when '房屋状态' then 'house.status' when '房屋用途' then 'house.usage' end
        group by a.house_id) x
    where x.house_id = n.id;

create temp table next_golden_person on commit drop as
    select p.id, coalesce(h.region, p.region) as region, coalesce(hh.region, p.hukou_region) as hukou_region, p.house_id, p.estate_id, p.hukou_estate_id, p.hukou_house_id,
        p.is_alive, p.is_resident, p.is_hukou, p.residence_type, p.hukou_status, p.birth_date, p.death_date,
        p.sex, p.ethnicity, p.political, p.education, p.marriage, p.relation,
        h.status as house_status, h.usage as house_usage, h.residents as house_residents, h.youngest as house_youngest, p.surveyed, p.household_no,
        p.name, p.id_number, p.certificate, p.phone, p.work_unit, p.hukou_address, p.key
    from next_person p
    left join next_house h on h.id = p.house_id
    left join source.house hh on hh.id = p.hukou_house_id
    order by coalesce(h.region, p.region, p.hukou_region), h.estate_id, h.id;
create unique index on next_golden_person (id);
analyze next_golden_person;
