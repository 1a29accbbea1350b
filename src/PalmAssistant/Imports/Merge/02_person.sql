-- One golden person from what the sources say; precedence as in the data contract, highest first, the newest within a source.

create temp table one_survey on commit drop as
    select distinct on (k.person_id) k.person_id, s.* from source.survey s join touched_keys k using (key) order by k.person_id, s.observed desc nulls last, s.key desc;
create temp table one_hukou on commit drop as
    select distinct on (k.person_id) k.person_id, s.* from source.hukou s join touched_keys k using (key) order by k.person_id, s.observed desc nulls last, s.key desc;
create temp table one_permit on commit drop as
    select distinct on (k.person_id) k.person_id, s.* from source.permit s join touched_keys k using (key) order by k.person_id, s.observed desc nulls last, s.key desc;
create temp table one_birth on commit drop as
    select distinct on (k.person_id) k.person_id, s.* from source.birth s join touched_keys k using (key) order by k.person_id, s.observed desc nulls last, s.key;
create temp table one_death on commit drop as
    select k.person_id, min(s.observed) as died from source.death s join touched_keys k using (key) group by k.person_id;
create temp table one_schooling on commit drop as
    select distinct on (k.person_id) k.person_id, s.education from source.schooling s join touched_keys k using (key) order by k.person_id, s.key desc;
create temp table one_key on commit drop as
    select person_id, max(key) filter (where key > 0) as key, max(id_number) as id_number from touched_keys group by person_id;
-- Names that departments give people whom neither 公安户籍 nor 居住证 names.
create temp table other_name on commit drop as
    select distinct on (k.person_id) k.person_id, n.name, n.rank
    from source.person_name n join touched_keys k using (key)
    where n.rank > 2 and n.name is not null
      and not exists (select from one_hukou h where h.person_id = k.person_id and h.name is not null)
      and not exists (select from one_permit r where r.person_id = k.person_id and r.name is not null)
    order by k.person_id, n.rank, n.file_id desc;

analyze one_survey;
analyze one_hukou;
analyze one_permit;
analyze one_birth;
analyze one_death;
analyze one_schooling;
analyze one_key;
analyze other_name;
create temp table next_person on commit drop as
with words as (
    select (select code from community.value_code where domain = 'person.hukou_status' and label = '正常') as normal,
           (select code from community.value_code where domain = 'person.hukou_status' and label = '死亡注销') as struck_dead,
           (select code from community.value_code where domain = 'person.residence_type' and label = '流动人口') as floating,
           (select code from community.value_code where domain = 'person.residence_type' and label = '户在人不在') as away,
           (select code from source.region where level = 1 order by code limit 1) as district),
facts as (
    select k.person_id as id, k.key, k.id_number, b.certificate, w.normal, w.floating, w.away,
        coalesce(h.name, r.name, o.name, s.name, '') as name,
        d.person_id is null and h.status is distinct from w.struck_dead as is_alive,
        least(d.died, case when h.status = w.struck_dead then h.observed end) as death_date,
        case when k.key is not null then source.id_birth_date(k.key) else coalesce(b.birth, s.birth, h.birth) end as birth_date,
        case when k.key is not null then source.id_sex(k.key) else coalesce(b.sex, s.sex, h.sex) end as sex,
        coalesce(h.ethnicity, s.ethnicity) as ethnicity,
        coalesce(e.education, s.education) as education,
        s.political, s.marriage, s.phone, s.work_unit, s.residence_type as surveyed_type, s.observed as surveyed,
        coalesce(s.relation, h.relation) as relation,
        s.person_id is not null as in_survey, r.person_id is not null as has_permit,
        case when s.region is not null then s.house_id else r.house_id end as house_id,
        case when s.region is not null then s.estate_id else r.estate_id end as estate_id,
        coalesce(s.region, r.region) as region,
        h.status as hukou_status, h.household_no, h.address as hukou_address,
        case when h.person_id is not null then coalesce(h.region, w.district) end as hukou_region, h.house_id as hukou_house_id, h.estate_id as hukou_estate_id
    from one_key k
    cross join words w
    left join one_survey s on s.person_id = k.person_id
    left join one_hukou h on h.person_id = k.person_id
    left join one_permit r on r.person_id = k.person_id
    left join one_birth b on b.person_id = k.person_id
    left join one_death d on d.person_id = k.person_id
    left join one_schooling e on e.person_id = k.person_id
    left join other_name o on o.person_id = k.person_id),
typed as (
    select f.*, case
        when surveyed_type is not null then surveyed_type
        when has_permit and region is not null then floating
        when is_alive and hukou_status = normal and hukou_region is not null and not in_survey then away end as residence_type
    from facts f)
select t.id, t.name, t.id_number, t.certificate, t.key,
    case when residence_type = away and not in_survey then null else region end as region, hukou_region,
    house_id, estate_id, hukou_estate_id, hukou_house_id,
    is_alive, is_alive and region is not null and residence_type is not null and residence_type <> away as is_resident,
    is_alive and coalesce(hukou_status = normal, false) as is_hukou,
    residence_type, hukou_status, birth_date, death_date, sex, ethnicity, political, education, marriage, relation, surveyed, household_no,
    phone, work_unit, hukou_address
from typed t;
create unique index on next_person (id);
analyze next_person;

-- A person decided which of two houses it is; stands while both sources still say what they said then. (The other fields: 07.)
update next_person p set house_id = h.id, estate_id = h.estate_id, region = h.region
    from community.conflict c
    join one_survey s on s.person_id = c.person_id and s.house_id = c.golden_house
    join one_permit r on r.person_id = c.person_id and r.house_id = c.other_house
    join source.house h on h.id = case when c.decision = c.other then c.other_house else c.golden_house end
    where c.person_id = p.id and c.field = '现住房屋' and c.decision is not null and c.lapsed_at is null and p.house_id is distinct from h.id;
