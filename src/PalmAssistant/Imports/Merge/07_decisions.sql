-- What people decided on a conflict stands over precedence as long as both sources still say what they said then.

create temp table standing on commit drop as
    select c.person_id, c.field, c.decision
    from community.conflict c
    join next_conflict n on n.person_id = c.person_id and n.field = c.field and n.other_source = c.other_source
        and n.other is not distinct from c.other and n.golden is not distinct from c.golden
    where c.decision is not null and c.lapsed_at is null;

update next_golden_person p set name = s.decision from standing s where s.person_id = p.id and s.field = '姓名';
update next_golden_person p set sex = v.code from standing s join community.value_code v on v.domain = 'person.sex' and v.label = s.decision where s.person_id = p.id and s.field = '性别';
update next_golden_person p set ethnicity = v.code from standing s join community.value_code v on v.domain = 'person.ethnicity' and v.label = s.decision where s.person_id = p.id and s.field = '民族';
update next_golden_person p set education = v.code from standing s join community.value_code v on v.domain = 'person.education' and v.label = s.decision where s.person_id = p.id and s.field = '文化程度';
update next_golden_person p set birth_date = s.decision::date from standing s where s.person_id = p.id and s.field = '出生日期' and s.decision ~ '^\d{4}-\d{2}-\d{2}$';
