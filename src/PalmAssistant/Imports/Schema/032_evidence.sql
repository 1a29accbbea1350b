-- Field provenance on demand: what every source says of a person, from which file and row, and which of it was taken.
create function source.person_evidence(person integer)
returns table (field text, value text, source text, file text, row_no integer, observed date, chosen boolean) language sql stable as $$
with keys as (select k.key from source.person_key k where k.person_id = person),
said (rank, field, value, file_id, row_no, observed) as (
    select 1, t.field, t.value, s.file_id, s.row_no, s.observed from source.hukou s join keys using (key) cross join lateral (values
        ('姓名', s.name), ('民族', source.word('person.ethnicity', s.ethnicity)), ('性别', source.word('person.sex', s.sex)), ('出生日期', s.birth::text),
        ('户籍地址', s.address), ('户籍状态', source.word('person.hukou_status', s.status)), ('户号', s.household_no::text)) t (field, value)
    union all
    select 2, '与户主关系', source.word('person.relation', s.relation), s.file_id, s.row_no, s.observed from source.hukou s join keys using (key)
    union all
    select 2, t.field, t.value, s.file_id, s.row_no, s.observed from source.permit s join keys using (key) cross join lateral (values
        ('姓名', s.name), ('现住房屋', coalesce(source.house_words(s.house_id), s.address))) t (field, value)
    union all
    select 3, t.field, t.value, s.file_id, s.row_no, null from source.schooling s join keys using (key) cross join lateral (values
        ('姓名', s.name), ('文化程度', source.word('person.education', s.education))) t (field, value)
    union all
    select 3, t.field, t.value, s.file_id, s.row_no, s.observed from source.birth s join keys using (key) cross join lateral (values
        ('姓名', s.name), ('性别', source.word('person.sex', s.sex)), ('出生日期', s.birth::text)) t (field, value)
    union all
    select 1, '死亡日期', coalesce(s.observed::text, '不详'), s.file_id, s.row_no, s.observed from source.death s join keys using (key)
    union all
    select n.rank, '姓名', n.name, n.file_id, null, null from source.person_name n join keys using (key) where n.rank between 4 and 13 or n.rank > 15
    union all
    select case when t.field in ('姓名', '民族', '性别', '出生日期', '文化程度') then 20 else 1 end, t.field, t.value, s.file_id, s.row_no, s.observed
    from source.survey s join keys using (key) cross join lateral (values
        ('姓名', s.name), ('民族', source.word('person.ethnicity', s.ethnicity)), ('性别', source.word('person.sex', s.sex)), ('出生日期', s.birth::text),
        ('文化程度', source.word('person.education', s.education)), ('现住房屋', coalesce(source.house_words(s.house_id), replace(s.address, '|', ''))),
        ('居住类型', source.word('person.residence_type', s.residence_type)), ('联系电话', s.phone), ('婚姻状况', source.word('person.marriage', s.marriage)),
        ('政治面貌', source.word('person.political', s.political)), ('工作单位', s.work_unit), ('与户主关系', source.word('person.relation', s.relation)), ('标签', s.tags)) t (field, value)),
golden (field, value) as (
    select t.field, t.value from community.person p join community.person_identity i on i.person_id = p.id cross join lateral (values
        ('姓名', i.name), ('民族', source.word('person.ethnicity', p.ethnicity)), ('性别', source.word('person.sex', p.sex)), ('出生日期', p.birth_date::text),
        ('户籍地址', i.hukou_address), ('户籍状态', source.word('person.hukou_status', p.hukou_status)), ('户号', p.household_no::text), ('与户主关系', source.word('person.relation', p.relation)),
        ('现住房屋', source.house_words(p.house_id)), ('文化程度', source.word('person.education', p.education)), ('死亡日期', case when not p.is_alive then coalesce(p.death_date::text, '不详') end),
        ('居住类型', source.word('person.residence_type', p.residence_type)), ('联系电话', i.phone), ('婚姻状况', source.word('person.marriage', p.marriage)),
        ('政治面貌', source.word('person.political', p.political)), ('工作单位', i.work_unit)) t (field, value)
    where p.id = person)
select s.field, s.value, f.source, f.name, s.row_no, s.observed,
    coalesce(s.value = g.value, false) and row_number() over (partition by s.field, s.value order by s.rank, s.observed desc nulls last) = 1
from said s
join source.file f on f.id = s.file_id
left join golden g on g.field = s.field
where s.value is not null and s.value <> ''
order by s.field, s.rank, s.observed desc nulls last
$$;
