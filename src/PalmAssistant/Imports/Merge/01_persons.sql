-- Who is who: every key of the evidence belongs to a person; a newborn's certificate joins the identity number that
-- arrived with the same name, birth date and sex, when exactly one has them.

create temp table touched_key on commit drop as
    select distinct key from source.evidence_key where (select everything from source.pending)
    union
    select key from source.changed;

analyze touched_key;

-- Births of this run, and those whose child may have come to its number in this run.
create temp table open_birth on commit drop as
    select b.key, b.name, to_char(b.birth, 'YYYYMMDD')::integer as birth, b.sex from source.birth b
    where b.key < 0 and b.birth is not null and ((select everything from source.pending) or b.key in (select key from touched_key))
    union
    select b.key, b.name, to_char(b.birth, 'YYYYMMDD')::integer, b.sex
    from touched_key t join source.person_name n on n.key = t.key and t.key > 0
    join source.birth b on b.name = n.name and b.key < 0 and to_char(b.birth, 'YYYYMMDD')::integer = source.id_birth(n.key)
    where not (select everything from source.pending);
analyze open_birth;
create temp table newborn on commit drop as
    select b.key as certificate, min(n.key) as key
    from open_birth b
    join source.person_name n on n.name = b.name and source.id_birth(n.key) = b.birth and n.key > 0 and (b.sex is null or source.id_sex(n.key) = b.sex)
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
analyze touched;

-- Who shares a house with them, before or after, is looked at again: how many live there, how old the youngest is.
create temp table touched_house on commit drop as
    select p.house_id from community.person p join touched t on t.person_id = p.id where p.house_id is not null and not (select everything from source.pending)
    union
    select s.house_id from touched t join source.person_key k using (person_id) join source.survey s using (key) where s.house_id is not null and not (select everything from source.pending)
    union
    select s.house_id from touched t join source.person_key k using (person_id) join source.permit s using (key) where s.house_id is not null and not (select everything from source.pending)
    union
    select c.to_house from touched t join source.person_key k using (person_id) join source.correction c using (key) where c.to_house is not null and not (select everything from source.pending)
    union
    select id from source.changed_house where not (select everything from source.pending);
create unique index on touched_house (house_id);
analyze touched_house;
insert into touched
    select p.id from community.person p join touched_house h using (house_id)
    except select person_id from touched;

create unique index on touched (person_id);
analyze touched;
create temp table touched_keys on commit drop as
    select k.key, k.person_id, k.id_number from source.person_key k join touched using (person_id);
create index on touched_keys (key);
analyze touched_keys;
