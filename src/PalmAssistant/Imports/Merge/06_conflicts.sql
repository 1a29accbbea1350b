-- 比对差异: what two sources say differently of one person. A blank cell is no evidence.

-- Of all the names in all the files the few that differ, first: everything after is small.
create temp table golden_name on commit drop as
    select w.key, w.person_id, p.name from who w join next_golden_person p on p.id = w.person_id;
create unique index on golden_name (key);
analyze golden_name;
create temp table said_name on commit drop as
    select g.person_id, n.name, f.source from source.person_name n join golden_name g using (key) join source.file f on f.id = n.file_id
    where n.name <> g.name;
analyze said_name;

create temp table next_conflict on commit drop as
with
label as (select domain, code, label from community.value_code),
said_birth as (
    select person_id, birth, '摸排' as source from one_survey where birth is not null
    union all select person_id, birth, '公安户籍' from one_hukou where birth is not null
    union all select person_id, birth, '出生登记' from one_birth where birth is not null),
said_sex as (
    select person_id, sex, '摸排' as source from one_survey where sex is not null
    union all select person_id, sex, '公安户籍' from one_hukou where sex is not null
    union all select person_id, sex, '出生登记' from one_birth where sex is not null)
select p.id as person_id, '姓名' as field, p.name as golden,
    case when k.person_id is not null then '社区更正' when h.name is not null then '公安户籍' when r.name is not null then '居住证' else coalesce(case o.rank when 15 then '摸排' when 16 then '治理力量' when 14 then '出生登记' when 3 then '教育' when 7 then '医保' when 8 then '人社' else '部门' end, '摸排') end as golden_source,
    n.name as other, n.source as other_source, null::integer as golden_house, null::integer as other_house
    from next_golden_person p
    join said_name n on n.person_id = p.id
    left join one_hukou h on h.person_id = p.id
    left join one_permit r on r.person_id = p.id
    left join other_name o on o.person_id = p.id
    left join one_correction k on k.person_id = p.id and k.field = '姓名'
    where k.person_id is null or n.source <> '摸排'
union
select p.id, '出生日期', p.birth_date::text, case when p.key is null then '出生登记' else '身份证号' end, s.birth::text, s.source, null, null
    from next_golden_person p join said_birth s on s.person_id = p.id and s.birth <> p.birth_date
union
select p.id, '性别', g.label, case when p.key is null then '出生登记' else '身份证号' end, l.label, s.source, null, null
    from next_golden_person p join said_sex s on s.person_id = p.id and s.sex <> p.sex
    join label g on g.domain = 'person.sex' and g.code = p.sex join label l on l.domain = 'person.sex' and l.code = s.sex
union
select h.person_id, '民族', g.label, '公安户籍', l.label, '摸排', null, null
    from one_hukou h join one_survey s using (person_id)
    join label g on g.domain = 'person.ethnicity' and g.code = h.ethnicity join label l on l.domain = 'person.ethnicity' and l.code = s.ethnicity
    where h.ethnicity <> s.ethnicity and not exists (select from one_correction c where c.person_id = h.person_id and c.field = '民族')
union
select e.person_id, '文化程度', g.label, '教育', l.label, '摸排', null, null
    from one_schooling e join one_survey s using (person_id)
    join label g on g.domain = 'person.education' and g.code = e.education join label l on l.domain = 'person.education' and l.code = s.education
    where e.education <> s.education and not exists (select from one_correction c where c.person_id = e.person_id and c.field = '文化程度')
union
select s.person_id, '现住房屋', source.house_words(s.house_id), '摸排', source.house_words(r.house_id), '居住证', s.house_id, r.house_id
    from one_survey s join one_permit r using (person_id)
    where s.house_id <> r.house_id and not exists (select from one_correction c where c.person_id = s.person_id and c.field = '现住房屋')
union
-- A correction stands against a department that says otherwise …
select c.person_id, c.field, c.value, '社区更正', f.value, f.source, c.to_house, null
    from one_correction c join said_field f using (person_id, field)
    where c.field in ('民族', '文化程度', '现住房屋') and f.value <> c.value and f.source <> '摸排'
union
-- … or has given way to something newer.
select c.person_id, c.field, f.value, f.source, c.value, '社区更正', null, c.to_house
    from lapsed_correction c join said_field f using (person_id, field)
    where c.field in ('姓名', '民族', '文化程度', '现住房屋', '标签') and f.value <> c.value
union
select h.person_id, '标签', '非' || h.name, '规则', h.name, '摸排', null, null
    from hand_tag h join next_golden_person p on p.id = h.person_id and p.is_alive
    join checked_tag d on d.name = h.name
    where not exists (select from rule_tag r where r.person_id = h.person_id and r.name = h.name);
