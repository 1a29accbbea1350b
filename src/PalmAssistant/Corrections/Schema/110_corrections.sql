-- What people say is different from what is on file: a proposal with before and after, decided where the role needs it,
-- and once it holds, evidence of its own beside that of the departments. Nothing is ever removed.
create schema correction;

create table correction.proposal (
    id           uuid primary key,
    said         text not null,            -- the sentence, or the report's cell
    reason       text not null,
    by_account   text not null,
    by_name      text not null,
    by_role      text not null,
    region       bigint not null,          -- of what it is about: who approves
    summary      text not null,            -- one line, numbers masked
    changes      jsonb not null,           -- FieldChange[]: record, id, field, before, after …
    needs        text,                     -- role that has to agree; null = held at once
    state        text not null,            -- pending applied returned withdrawn undone
    held_on      date not null,            -- the day from which it holds
    made_at      timestamptz not null,
    decided_by   text,
    decided_name text,
    decided_role text,
    decided_at   timestamptz,
    why          text,                     -- reason of a return or an undo
    written_at   timestamptz               -- when source.correction last followed the state; null = not yet
);
create index proposal_region on correction.proposal (region, state);
create index proposal_account on correction.proposal (by_account, made_at desc);
create index proposal_unwritten on correction.proposal (made_at) where written_at is null;

-- Evidence like the departments' rows: of a person (key) or of a house. The newest per field counts, until a source says something newer.
create table source.correction (
    id        bigint generated always as identity primary key,
    proposal  uuid not null,
    no        smallint not null,
    key       bigint,                      -- of a person, as in source.survey
    house_id  integer,                     -- of a house
    field     text not null,               -- 联系电话, 现住房屋, 生死, 房屋状态 …; 核实 = still as it was
    value     text not null,
    to_house  integer,                     -- 现住房屋: where to; null = lives in none here
    died      date,                        -- 生死: the day, where it is known
    before    text,
    observed  date not null,
    source    text not null,               -- "社区更正，王芳"
    consent   text not null,               -- "何书记同意"; empty where none was needed
    undone_at timestamptz,
    lapsed_at timestamptz,                 -- a source said something newer
    unique (proposal, no),
    check ((key is null) <> (house_id is null))
);
create index correction_key on source.correction (key, field) where key is not null and undone_at is null;
create index correction_house on source.correction (house_id, field) where house_id is not null and undone_at is null;

-- Houses whose corrections changed since the golden records were last derived.
create table source.changed_house (id integer primary key);

-- A newcomer with an identity number, whom no file knows yet.
create or replace view source.evidence_key as
    select key from source.survey union all select key from source.hukou union all select key from source.permit union all select key from source.birth
    union all select key from source.death union all select key from source.schooling union all select key from source.assistance union all select key from source.disability
    union all select key from source.veteran union all select key from source.insurance union all select key from source.pension union all select key from source.allowance
    union all select key from source.family_planning union all select key from source.special union all select key from source.psychiatric union all select key from source.force
    union all select key from source.tagged
    union all select key from source.correction where key is not null;
create or replace view source.person_name as
    select key, name, 1 as rank, file_id from source.hukou union all select key, name, 2, file_id from source.permit
    union all select key, name, 3, file_id from source.schooling union all select key, name, 4, file_id from source.assistance union all select key, name, 5, file_id from source.disability
    union all select key, name, 6, file_id from source.veteran union all select key, name, 7, file_id from source.insurance union all select key, name, 8, file_id from source.pension
    union all select key, name, 9, file_id from source.allowance union all select key, name, 10, file_id from source.family_planning union all select key, name, 11, file_id from source.special
    union all select key, name, 12, file_id from source.psychiatric union all select key, name, 13, file_id from source.death union all select key, name, 14, file_id from source.birth
    union all select key, name, 15, file_id from source.survey union all select key, name, 16, file_id from source.force union all select key, name, 17, file_id from source.tagged
    union all select key, value, 18, 0 from source.correction where key is not null and field = '姓名' and before is null;

-- Houses that people named as newly lived in, while nobody's number is known yet: no person is counted before its number is there.
create table correction.newcomer (
    id        bigint generated always as identity primary key,
    proposal  uuid not null,
    house_id  integer not null,
    region    bigint not null,
    people    smallint,
    words     text not null,
    noted_at  timestamptz not null,
    closed_at timestamptz
);
create index newcomer_open on correction.newcomer (region) where closed_at is null;

-- Field provenance on demand, corrections included: source "社区更正，王芳", file "何书记同意".
alter function source.person_evidence(integer) rename to person_evidence_of_files;
create function source.person_evidence(person integer)
returns table (field text, value text, source text, file text, row_no integer, observed date, chosen boolean) language sql stable as $$
with said as (
    select distinct on (c.field) c.field, c.value, c.source, c.consent, c.observed, c.lapsed_at is null as holds
    from source.correction c join source.person_key k using (key)
    where k.person_id = person and c.undone_at is null
    order by c.field, c.observed desc, c.id desc)
select c.field, c.value, c.source, c.consent, null::integer, c.observed, c.holds from said c
union all
select e.field, e.value, e.source, e.file, e.row_no, e.observed, e.chosen and not exists (select from said c where c.field = e.field and c.holds)
from source.person_evidence_of_files(person) e
$$;

-- The same of a house.
create function source.house_evidence(house integer)
returns table (field text, value text, source text, file text, row_no integer, observed date, chosen boolean) language sql stable as $$
with said as (
    select distinct on (c.field) c.field, c.value, c.source, c.consent, c.observed, c.lapsed_at is null as holds
    from source.correction c where c.house_id = house and c.undone_at is null
    order by c.field, c.observed desc, c.id desc)
select c.field, c.value, c.source, c.consent, null::integer, c.observed, c.holds from said c
union all
select t.field, t.value, f.source, f.name, h.row_no, h.observed, not exists (select from said c where c.field = t.field and c.holds)
from source.house h join source.file f on f.id = h.file_id
cross join lateral (values
    ('房屋状态', source.word('house.status', h.status)), ('房屋用途', source.word('house.usage', h.usage)), ('建筑面积', h.area::text),
    ('产权人', h.owner_name), ('产权人电话', h.owner_phone)) t (field, value)
where h.id = house and t.value is not null
$$;
