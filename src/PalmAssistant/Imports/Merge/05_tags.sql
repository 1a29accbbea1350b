-- Tags that the files decide, and those surveyors wrote by hand that no rule decides. The dead carry none.
-- $today: a tag whose 截止日期 has passed has ended.

create temp table fact_tag on commit drop as
with codes as (select domain, code, label from community.value_code)
select d.person_id, t.name from next_disability d cross join lateral (values ('残疾人'), (case when d.level in (1, 2) then '重度残疾人' end)) t (name) where t.name is not null
union
select a.person_id, case k.label when '低保' then '低保对象' when '特困' then '特困人员' else k.label end
    from next_assistance a
    join codes k on k.domain = 'assistance.kind' and k.code = a.kind
    join codes s on s.domain = 'assistance.status' and s.code = a.status and s.label = '在保'
union
select person_id, '退役军人' from next_veteran
union
select f.person_id, k.label from next_family_planning f join codes k on k.domain = 'family_planning.kind' and k.code = f.kind
union
select p.id, '党员' from next_golden_person p join codes k on k.domain = 'person.political' and k.code = p.political and k.label in ('党员', '中共党员', '预备党员', '中共预备党员')
union
select f.person_id, t.name from next_force f join codes k on k.domain = 'force.kind' and k.code = f.kind
    cross join lateral (values (k.label), (case when k.label = '在职党员' then '党员' end)) t (name) where t.name is not null
union
select s.person_id, k.label from next_special s join codes k on k.domain = 'special.kind' and k.code = s.kind where s.until is null or s.until >= $today
union
select person_id, '严重精神障碍' from next_psychiatric
union
select w.person_id, t.tag from source.tagged t join who w using (key) where t.until is null or t.until >= $today
union
select p.id, '医保未参保' from next_golden_person p
    where exists (select from source.insurance)
      and not exists (
        select from next_insurance i
        where i.person_id = p.id and i.year = (select max(year) from source.insurance)
          and i.status = (select code from codes where domain = 'insurance.status' and label = '正常参保'));

-- What surveyors wrote, one row per word.
-- catalog_tag and catalog_word (word -> tag) are the catalogue's, put there by the caller.
create temp table hand_tag on commit drop as
    select distinct s.person_id, coalesce(w.name, tag) as name
    from (select s.person_id, s.tags from one_survey s where not exists (select from one_correction c where c.person_id = s.person_id and c.field = '标签')
          union all select c.person_id, c.value from one_correction c where c.field = '标签') s
    cross join lateral unnest(string_to_array(s.tags, '、')) tag
    left join catalog_word w on w.word = tag
    where s.tags is not null and tag <> '';

insert into community.tag (id, name)
    select (coalesce((select max(id) from community.tag), 0) + row_number() over (order by name))::smallint, name
    from (select name from fact_tag union select name from hand_tag) n
    where name not in (select name from community.tag) and length(name) <= 20;

create temp table next_person_tag on commit drop as
    select t.id as tag, p.id as person_id, p.region, p.hukou_region, t.sensitive, min(n.source)::smallint as source
    from (select person_id, name, 1 as source from fact_tag
          union all
          select h.person_id, h.name, 2 from hand_tag h where not exists (select from catalog_tag c where c.name = h.name and c.decided)) n
    join community.tag t on t.name = n.name
    join next_golden_person p on p.id = n.person_id and p.is_alive
    group by t.id, p.id, p.region, p.hukou_region, t.sensitive;

-- Tags that a rule over age and household decides are not stored; here they only contradict surveyors.
-- checked_tag: what this file can decide. A tag of another rule is left to the rule, without a conflict.
create temp table checked_tag on commit drop as
    select unnest(array['老年人', '高龄老人', '百岁老人', '未成年人', '学龄前儿童', '育龄妇女', '独居老人', '空巢老人', '流动人口',
        '残疾人', '重度残疾人', '低保对象', '低保边缘', '特困人员', '退役军人', '独生子女父母', '计生特殊家庭', '医保未参保', '社区矫正', '刑满释放', '严重精神障碍', '党员']) as name
    union
    select label from community.value_code where domain = 'force.kind' and label in (select name from catalog_tag where decided);

create temp table rule_tag on commit drop as
    select p.id as person_id, t.name
    from next_golden_person p
    cross join lateral (values
        ('老年人', p.birth_date <= $today - interval '60 years'),
        ('高龄老人', p.birth_date <= $today - interval '80 years'),
        ('百岁老人', p.birth_date <= $today - interval '100 years'),
        ('未成年人', p.birth_date > $today - interval '18 years'),
        ('学龄前儿童', p.birth_date > $today - interval '6 years'),
        ('育龄妇女', p.sex = 2 and p.birth_date <= $today - interval '15 years' and p.birth_date > $today - interval '50 years'),
        ('独居老人', p.birth_date <= $today - interval '60 years' and p.is_resident and p.house_residents = 1),
        ('空巢老人', p.birth_date <= $today - interval '60 years' and p.is_resident and p.house_youngest <= $today - interval '60 years'),
        ('流动人口', p.is_resident and p.residence_type = (select code from community.value_code where domain = 'person.residence_type' and label = '流动人口'))
    ) t (name, holds)
    where t.holds and p.is_alive and exists (select from hand_tag h where h.person_id = p.id)
    union
    select person_id, name from fact_tag;
