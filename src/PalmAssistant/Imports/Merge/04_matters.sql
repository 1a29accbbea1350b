-- What departments say of a person, with the person's regions for row-level security.

create temp table who on commit drop as
    select k.key, k.person_id, p.region, p.hukou_region from touched_keys k join next_golden_person p on p.id = k.person_id;
create unique index on who (key);
analyze who;

create temp table next_assistance on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.amount, s.observed as since, s.status from source.assistance s join who w using (key);
create temp table next_disability on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.level, s.observed as issued from source.disability s join who w using (key);
create temp table next_veteran on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.enlisted, s.discharged from source.veteran s join who w using (key);
create temp table next_insurance on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.status, s.year from source.insurance s join who w using (key);
create temp table next_pension on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.amount, s.status, s.observed as verified from source.pension s join who w using (key);
create temp table next_allowance on commit drop as
    select w.person_id, w.region, w.hukou_region, s.month, s.amount from source.allowance s join who w using (key);
create temp table next_family_planning on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.certificate, s.child from source.family_planning s join who w using (key);
create temp table next_schooling on commit drop as
    select w.person_id, w.region, w.hukou_region, s.education, s.school, s.status from source.schooling s join who w using (key);
create temp table next_permit on commit drop as
    select w.person_id, w.region, w.hukou_region, s.observed as issued, s.until, s.reason, s.origin from source.permit s join who w using (key);
create temp table next_birth on commit drop as
    select w.person_id, w.region, w.hukou_region, s.certificate, m.person_id as mother_id, f.person_id as father_id, s.birth as birth_date, s.observed as registered
    from source.birth s join who w using (key)
    left join source.person_key m on m.key = s.mother_key
    left join source.person_key f on f.key = s.father_key;
create temp table next_special on commit drop as
    select w.person_id, w.region, w.hukou_region, s.kind, s.observed as since, s.until from source.special s join who w using (key);
create temp table next_psychiatric on commit drop as
    select w.person_id, w.region, w.hukou_region, s.level, s.status from source.psychiatric s join who w using (key);

create temp table next_entity on commit drop as
    select s.id, s.code, coalesce(s.name, '') as name, s.kind, s.industry, s.status, s.founded, s.capital, s.legal_person, s.address, s.phone,
        coalesce(h.region, s.region) as region, s.estate_id, s.house_id
    from source.entity s left join source.house h on h.id = s.house_id
    where (select everything or bodies from source.pending);
create temp table next_venue on commit drop as
    select s.id, s.name, s.kind, s.address, s.manager, s.phone, s.staff, s.area, s.observed as checked, s.hazard,
        coalesce(h.region, s.region) as region, s.estate_id, s.house_id
    from source.venue s left join source.house h on h.id = s.house_id
    where (select everything or bodies from source.pending);
create temp table next_force on commit drop as
    select w.person_id, s.kind, s.region, s.title, s.skill, s.phone from source.force s join who w using (key);
