-- What people corrected stands over precedence until a source says something newer: a later date, or, of a source without dates,
-- something else than it said then. 性别 and 出生日期 come from the number and are not corrected here.

create temp table all_correction on commit drop as
    select distinct on (k.person_id, c.field) k.person_id, c.id, c.field, c.value, c.to_house, c.died, c.before, c.observed, c.lapsed_at
    from source.correction c join touched_keys k using (key)
    where c.undone_at is null and not (c.field = '姓名' and c.before is null)   -- a newcomer's name counts like a file's (source.person_name)
    order by k.person_id, c.field, c.observed desc, c.id desc;

create temp table said_field on commit drop as
    select p.id as person_id, f.field, f.value, f.observed, f.source
    from (select distinct person_id from all_correction) c
    join next_person p on p.id = c.person_id
    left join one_survey s on s.person_id = p.id
    left join one_hukou h on h.person_id = p.id
    left join one_permit r on r.person_id = p.id
    left join one_schooling e on e.person_id = p.id
    left join other_name o on o.person_id = p.id and o.rank < 18
    cross join lateral (values
        ('姓名', coalesce(h.name, r.name, o.name, s.name), case when h.name is not null then h.observed when r.name is not null then r.observed when o.rank = 15 or o.name is null then s.observed end,
            case when h.name is not null then '公安户籍' when r.name is not null then '居住证' when o.rank = 15 or o.name is null then '摸排' else '部门' end),
        ('民族', source.word('person.ethnicity', p.ethnicity), case when h.ethnicity is not null then h.observed else s.observed end, case when h.ethnicity is not null then '公安户籍' else '摸排' end),
        ('文化程度', source.word('person.education', p.education), case when e.education is null then s.observed end, case when e.education is not null then '教育' else '摸排' end),
        ('政治面貌', source.word('person.political', p.political), s.observed, '摸排'),
        ('婚姻状况', source.word('person.marriage', p.marriage), s.observed, '摸排'),
        ('联系电话', p.phone, s.observed, '摸排'),
        ('工作单位', p.work_unit, s.observed, '摸排'),
        ('与户主关系', source.word('person.relation', p.relation), case when s.relation is not null then s.observed else h.observed end, case when s.relation is not null then '摸排' else '公安户籍' end),
        ('居住类型', source.word('person.residence_type', s.residence_type), s.observed, '摸排'),
        ('现住房屋', source.house_words(p.house_id), case when s.region is not null then s.observed else r.observed end, case when s.region is not null then '摸排' else '居住证' end),
        ('标签', s.tags, s.observed, '摸排')) f (field, value, observed, source)
    where f.value is not null;

update source.correction c set lapsed_at = now()
    from all_correction a join said_field s using (person_id, field)
    where c.id = a.id and c.lapsed_at is null and s.value <> a.value
      and (s.observed > a.observed or s.observed is null and s.value is distinct from a.before);

create temp table one_correction on commit drop as
    select a.* from all_correction a join source.correction c on c.id = a.id where c.lapsed_at is null;
create temp table lapsed_correction on commit drop as
    select a.* from all_correction a where not exists (select from one_correction o where o.id = a.id);
create index on one_correction (person_id);

update next_person p set
        name = coalesce(x.name, p.name), phone = coalesce(x.phone, p.phone), work_unit = coalesce(x.work_unit, p.work_unit),
        ethnicity = coalesce(x.ethnicity, p.ethnicity), education = coalesce(x.education, p.education), political = coalesce(x.political, p.political),
        marriage = coalesce(x.marriage, p.marriage), relation = coalesce(x.relation, p.relation), surveyed = greatest(p.surveyed, x.seen)
    from (
        select c.person_id,
            max(c.value) filter (where c.field = '姓名') as name, max(c.value) filter (where c.field = '联系电话') as phone, max(c.value) filter (where c.field = '工作单位') as work_unit,
            max(v.code) filter (where c.field = '民族') as ethnicity, max(v.code) filter (where c.field = '文化程度') as education, max(v.code) filter (where c.field = '政治面貌') as political,
            max(v.code) filter (where c.field = '婚姻状况') as marriage, max(v.code) filter (where c.field = '与户主关系') as relation,
            max(c.observed) filter (where c.field in ('核实', '现住房屋')) as seen
        from one_correction c
        left join community.value_code v on v.label = c.value and v.domain = case c.field when '民族' then 'person.ethnicity' when '文化程度' then 'person.education'
            when '政治面貌' then 'person.political' when '婚姻状况' then 'person.marriage' when '与户主关系' then 'person.relation' end
        group by c.person_id) x
    where x.person_id = p.id;

-- Who moved: into a house here, or out of it. The residence type follows unless it was said.
update next_person p set house_id = h.id, estate_id = h.estate_id, region = h.region,
        residence_type = case
            when h.id is null then case when p.is_hukou and p.hukou_region is not null then w.away else p.residence_type end
            when p.residence_type is not null and p.residence_type <> w.away then p.residence_type
            when p.is_hukou and p.hukou_region / 1000 = h.region / 1000 then w.local
            when p.is_hukou then w.present else w.floating end
    from one_correction c left join source.house h on h.id = c.to_house,
        (select max(code) filter (where label = '户在人不在') as away, max(code) filter (where label = '户籍在住') as local,
                max(code) filter (where label = '人在户不在') as present, max(code) filter (where label = '流动人口') as floating
         from community.value_code where domain = 'person.residence_type') w
    where c.person_id = p.id and c.field = '现住房屋';
update next_person p set residence_type = v.code
    from one_correction c join community.value_code v on v.domain = 'person.residence_type' and v.label = c.value
    where c.person_id = p.id and c.field = '居住类型';
update next_person p set is_alive = false, is_hukou = false, death_date = least(p.death_date, c.died)
    from one_correction c where c.person_id = p.id and c.field = '生死';
update next_person p set is_resident = is_alive and region is not null and residence_type is not null
        and residence_type <> (select code from community.value_code where domain = 'person.residence_type' and label = '户在人不在')
    from (select distinct person_id from one_correction) c where c.person_id = p.id;
