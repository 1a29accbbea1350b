-- Differences since the last conflicts: new ones in, undecided ones that are gone out, decided ones that changed lapse.

delete from community.conflict c using touched t
    where c.person_id = t.person_id and c.decided_at is null
      and not exists (select from next_conflict n where n.person_id = c.person_id and n.field = c.field and n.other_source = c.other_source and n.other is not distinct from c.other);
update community.conflict c set lapsed_at = now() from touched t
    where c.person_id = t.person_id and c.decided_at is not null and c.lapsed_at is null
      and not exists (select from next_conflict n where n.person_id = c.person_id and n.field = c.field and n.other_source = c.other_source and n.other is not distinct from c.other and n.golden is not distinct from c.golden);
insert into community.conflict as c (person_id, region, hukou_region, field, golden, golden_source, other, other_source, golden_house, other_house)
    select n.person_id, p.region, p.hukou_region, n.field, n.golden, n.golden_source, n.other, n.other_source, n.golden_house, n.other_house
    from (select distinct on (person_id, field, other_source, other) * from next_conflict order by person_id, field, other_source, other, golden_source) n
    join next_golden_person p on p.id = n.person_id
    on conflict (person_id, field, other_source, other) do update
        set region = excluded.region, hukou_region = excluded.hukou_region, golden = excluded.golden, golden_source = excluded.golden_source,
            golden_house = excluded.golden_house, other_house = excluded.other_house,
            decided_by = case when c.lapsed_at is null then c.decided_by end, decided_at = case when c.lapsed_at is null then c.decided_at end,
            decision = case when c.lapsed_at is null then c.decision end, found_at = case when c.lapsed_at is null then c.found_at else now() end, lapsed_at = null
        where (c.region, c.hukou_region, c.golden, c.golden_source, c.golden_house, c.other_house, c.lapsed_at)
            is distinct from (excluded.region, excluded.hukou_region, excluded.golden, excluded.golden_source, excluded.golden_house, excluded.other_house, null::timestamptz);

delete from community.force f using touched t
    where f.person_id = t.person_id and not exists (select from next_force n where n.person_id = f.person_id and n.kind = f.kind and n.region = f.region);
insert into community.force as f (person_id, kind, region, title, skill, phone) select person_id, kind, region, title, skill, phone from next_force
    on conflict (person_id, kind, region) do update set title = excluded.title, skill = excluded.skill, phone = excluded.phone
    where (f.title, f.skill, f.phone) is distinct from (excluded.title, excluded.skill, excluded.phone);

insert into access.account as a (id, name, role, region, department, phone, active, updated_at)
    select id, coalesce(name, id), role, region, department, phone, coalesce(status, '启用') not in ('停用', '注销', '禁用', '离职'), now() from source.account where region is not null and role is not null
    on conflict (id) do update set name = excluded.name, role = excluded.role, region = excluded.region, department = excluded.department, phone = excluded.phone, active = excluded.active, updated_at = now()
    where (a.name, a.role, a.region, a.department, a.phone, a.active) is distinct from (excluded.name, excluded.role, excluded.region, excluded.department, excluded.phone, excluded.active);

-- As-of dates. A source whose rows carry no date counts as of the day it was imported.
insert into community.source_freshness as f (source, record, latest, imported_at)
    select source, record, max(least(latest, $today)), now()
    from (
        select '摸排' as source, 'person' as record, max(observed) as latest from source.survey
        union all select '摸排', 'house', max(observed) from source.house
        union all select '公安户籍', 'person', max(observed) from source.hukou
        union all select '居住证', 'permit', max(observed) from source.permit
        union all select '社区更正', 'person', max(observed) from source.correction where key is not null and undone_at is null
        union all select '社区更正', 'house', max(observed) from source.correction where house_id is not null and undone_at is null
        union all select '出生登记', 'birth', max(observed) from source.birth
        union all select '死亡登记', 'person', max(observed) from source.death
        union all select '残联', 'disability', max(observed) from source.disability
        union all select '人社', 'pension', max(observed) from source.pension
        union all select '高龄津贴', 'allowance', max(month + interval '1 month' - interval '1 day')::date from source.allowance
        union all select '九小场所', 'venue', max(observed) from source.venue
        union all select f.source, r.record, max(f.today) from source.file f
            join (values ('民政', 'assistance'), ('教育', 'schooling'), ('退役军人', 'veteran'), ('医保', 'insurance'), ('计生', 'family_planning'), ('市场监管', 'entity'),
                         ('治理力量', 'force'), ('司法', 'special'), ('卫健', 'psychiatric')) r (source, record) using (source) group by 1, 2) d
    where latest is not null
    group by source, record
    on conflict (source, record) do update set latest = excluded.latest, imported_at = excluded.imported_at where f.latest <> excluded.latest;

delete from source.changed;
delete from source.changed_house;
update source.pending set everything = false, dirty = false, bodies = false;
