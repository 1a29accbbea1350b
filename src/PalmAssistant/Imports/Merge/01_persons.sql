-- Who is who: every key of the evidence belongs to a person; a newborn's certificate joins the identity number that
-- arrived with the same name, birth date and sex, when exactly one has them.

create temp table touched_key on commit drop as
    select distinct key from source.evidence_key where (select everything from source.pending)
    union
    select key from source.changed;

create temp table newborn on commit drop as
    select b.key as certificate, min(n.key) as key
    from source.birth b
    join source.person_name n on n.name = b.name and source.id_birth(n.key) = to_char(b.birth, 'YYYYMMDD')::integer
        and n.key > 0 and (b.sex is null or source.id_sex(n.key) = b.sex)
    where b.key < 0
    group by b.key
    having min(n.key) = max(n.key);

insert into source.person_key (key, person_id, id_number)
    select distinct on (n.key) n.key, k.person_id, source.id_text(n.key)
    from newborn n
    join source.person_key k on k.key = n.certificate
    where not exists (select from source.person_key o where o.key = n.key)
      and not exists (select from source.person_key o where o.person_id = k.person_id and o.key > 0);

insert into source.person_key (key, person_id, id_number)
    select t.key, nextval('source.person_number')::integer, source.id_text(t.key)
    from (select t.key from touched_key t left join source.person_key k using (key) where t.key > 0 and k.key is null order by t.key) t;

insert into source.person_key (key, person_id)
    select n.certificate, k.person_id from newborn n join source.person_key k using (key)
    on conflict (key) do update set person_id = excluded.person_id where person_key.person_id <> excluded.person_id;

insert into source.person_key (key, person_id)
    select t.key, nextval('source.person_number')::integer
    from (select t.key from touched_key t left join source.person_key k using (key) where t.key < 0 and k.key is null order by t.key) t;

analyze source.person_key;

create temp table touched on commit drop as
    select distinct k.person_id from touched_key t join source.person_key k using (key)
    union
    select k.person_id from newborn n join source.person_key k using (key)
    union
    select p.id from community.person p where not exists (select from source.person_key k where k.person_id = p.id);
create unique index on touched (person_id);
create temp table touched_keys on commit drop as
    select k.key, k.person_id, k.id_number from source.person_key k join touched using (person_id);
analyze touched;
analyze touched_keys;
