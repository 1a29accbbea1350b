-- What the departments said: one narrow table per kind of record, holding the newest cleaned row per natural key.
-- The golden records in schema community are derived from these tables and can be derived again at any time.
--
-- key: a person without text. Positive = the first 17 digits of a 公民身份号码 (the 18th follows from them, GB 11643-1999);
-- negative = a 出生医学证明编号, -(letter * 10^9 + 9 digits), A = 1.
-- Every row knows its file and its row there. observed = the date the source gives the fact; the newest wins.
-- A place is house_id, estate_id, region, level (0 none, 1 区, 2 街道, 3 社区, 4 网格, 5 房屋); address keeps the words.

create schema source;

create table source.file (
    id          integer generated always as identity primary key,
    name        text not null,
    kind        text not null,             -- the profile's prefix: '02_社区摸排居民'
    source      text not null,             -- 摸排, 公安户籍, 教育 …
    sha256      bytea not null unique,     -- of the content: a file taken once is recognised
    bytes       bigint not null,
    encoding    text not null,
    today       date not null,
    imported_at timestamptz not null default now(),
    read        integer not null,          -- = created + updated + unchanged + skipped + quarantined, always
    created     integer not null,
    updated     integer not null,
    unchanged   integer not null,
    skipped     integer not null,          -- = blank + headers + totals + duplicates
    quarantined integer not null,
    blank       integer not null,
    headers     integer not null,
    totals      integer not null,
    duplicates  integer not null,          -- the same record several times in one file: newest kept
    repaired    integer not null,          -- rows with at least one repaired or set-aside cell
    check (read = created + updated + unchanged + skipped + quarantined),
    check (skipped = blank + headers + totals + duplicates)
);

-- What was repaired or set aside, cell by cell.
create table source.repair (
    file_id integer not null,
    row_no  integer not null,              -- as a spreadsheet shows it, 1 = the first line
    field   text not null,
    what    text not null,                 -- 全角 空格 引号 小写 15位 日期无效 …
    before  text
);
create index repair_file on source.repair (file_id, row_no);

-- Rows that could not be taken: readable, fixable, replayable. cells = canonical header -> what the file says.
create table source.quarantine (
    id         bigint generated always as identity primary key,
    file_id    integer not null,
    row_no     integer not null,
    kind       text not null,              -- profile prefix
    reason     text not null,
    name       text,
    birth      date,
    raw_key    text,
    cells      jsonb not null,
    state      smallint not null default 0,    -- 0 open, 1 matched by 姓名+出生日期, 2 fixed by a person, 3 dismissed
    matched    bigint,                     -- the key it was given
    settled_by text,
    settled_at timestamptz
);
create index quarantine_open on source.quarantine (file_id, row_no) where state = 0;

-- Who a key is. Two keys of one person: a newborn's certificate and its later identity number.
create sequence source.person_number as integer;
create table source.person_key (
    key       bigint primary key,
    person_id integer not null,
    id_number text                         -- the 18 characters; null for a certificate
);
create index person_key_person on source.person_key (person_id);

-- Keys whose evidence changed since the golden records were last derived; everything = do not bother to list them.
create table source.changed (key bigint primary key);
-- dirty: evidence was taken that the golden records do not show yet (an import was interrupted before its merge).
-- bodies: entities or venues changed too.
create table source.pending (everything boolean not null, dirty boolean not null, bodies boolean not null);
insert into source.pending values (false, false, false);

create table source.region (code bigint primary key, name text not null, level smallint not null, parent bigint, file_id integer not null, row_no integer not null);
create table source.estate (id integer primary key, region bigint not null, name text not null, unique (region, name));

create table source.house (
    id integer generated always as identity primary key,
    estate_id integer not null, building text not null, unit text not null, room text not null,
    region bigint not null, usage smallint, status smallint, area numeric(9, 2), owner_name text, owner_phone text, observed date,
    file_id integer not null, row_no integer not null,
    unique (estate_id, building, unit, room)
);

create table source.survey (
    key bigint primary key, observed date,
    name text, birth date, sex smallint, ethnicity smallint, political smallint, education smallint, marriage smallint, phone text,
    relation smallint, residence_type smallint, work_unit text, tags text, collector text,
    house_id integer, estate_id integer, region bigint, level smallint not null, address text,
    file_id integer not null, row_no integer not null
);
create table source.hukou (
    key bigint primary key, observed date,
    name text, birth date, sex smallint, ethnicity smallint, household_no bigint, relation smallint, status smallint,
    house_id integer, estate_id integer, region bigint, level smallint not null, address text,
    file_id integer not null, row_no integer not null
);
create table source.permit (
    key bigint primary key, observed date,
    name text, origin text, until date, reason smallint,
    house_id integer, estate_id integer, region bigint, level smallint not null, address text,
    file_id integer not null, row_no integer not null
);
create table source.birth (
    key bigint primary key, observed date,
    certificate text not null, name text, sex smallint, birth date,
    mother_name text, mother_key bigint, father_name text, father_key bigint,
    file_id integer not null, row_no integer not null
);
create table source.death (key bigint primary key, observed date, name text, registrar text, file_id integer not null, row_no integer not null);
create table source.schooling (key bigint primary key, name text, education smallint, school text, status smallint, file_id integer not null, row_no integer not null);
create table source.assistance (
    key bigint not null, kind smallint not null, observed date, name text, amount numeric(10, 2), status smallint,
    file_id integer not null, row_no integer not null, primary key (key, kind)
);
create table source.disability (key bigint primary key, observed date, name text, kind smallint, level smallint, file_id integer not null, row_no integer not null);
create table source.veteran (key bigint primary key, name text, kind smallint, enlisted date, discharged date, file_id integer not null, row_no integer not null);
create table source.insurance (
    key bigint not null, year smallint not null, name text, kind smallint, status smallint,
    file_id integer not null, row_no integer not null, primary key (key, year)
);
create table source.pension (
    key bigint not null, kind smallint not null, observed date, name text, amount numeric(10, 2), status smallint,
    file_id integer not null, row_no integer not null, primary key (key, kind)
);
create table source.allowance (
    key bigint not null, month date not null, name text, amount numeric(10, 2), bank text,
    file_id integer not null, row_no integer not null, primary key (key, month)
);
create table source.family_planning (
    key bigint not null, kind smallint not null, name text, certificate text, child text,
    file_id integer not null, row_no integer not null, primary key (key, kind)
);
create table source.special (
    key bigint not null, kind smallint not null, observed date, name text, until date,
    file_id integer not null, row_no integer not null, primary key (key, kind)
);
create table source.psychiatric (key bigint primary key, name text, level smallint, status smallint, file_id integer not null, row_no integer not null);
create table source.force (
    key bigint not null, kind smallint not null, region bigint not null, name text, title text, skill text, phone text,
    file_id integer not null, row_no integer not null, primary key (key, kind, region)
);
-- A list of people who carry a tag: what a further department most often sends.
create table source.tagged (
    key bigint not null, tag text not null, observed date, name text, until date,
    file_id integer not null, row_no integer not null, primary key (key, tag)
);

create table source.entity (
    id integer generated always as identity primary key,
    code text not null unique,
    name text, kind smallint, industry smallint, legal_person text, founded date, status smallint, capital numeric(14, 2), phone text,
    house_id integer, estate_id integer, region bigint, level smallint not null, address text,
    file_id integer not null, row_no integer not null
);
create table source.venue (
    id integer generated always as identity primary key,
    name text not null, place text not null,   -- place: the house, or the words of an address that names none
    kind smallint, manager text, phone text, staff integer, area numeric(9, 2), observed date, hazard smallint,
    house_id integer, estate_id integer, region bigint, level smallint not null, address text,
    file_id integer not null, row_no integer not null,
    unique (name, place)
);
create table source.account (
    id text primary key, name text, role text, region bigint, department text, phone text, status text,
    file_id integer not null, row_no integer not null
);

-- The 18 characters of an identity number from its first 17 (ISO 7064 MOD 11-2).
create function source.id_text(key bigint) returns text language sql immutable parallel safe as $$
    select key::text || substr('10X98765432', ((
        (key / 10000000000000000 % 10) * 7 + (key / 1000000000000000 % 10) * 9 + (key / 100000000000000 % 10) * 10
      + (key / 10000000000000 % 10) * 5 + (key / 1000000000000 % 10) * 8 + (key / 100000000000 % 10) * 4
      + (key / 10000000000 % 10) * 2 + (key / 1000000000 % 10) * 1 + (key / 100000000 % 10) * 6
      + (key / 10000000 % 10) * 3 + (key / 1000000 % 10) * 7 + (key / 100000 % 10) * 9
      + (key / 10000 % 10) * 10 + (key / 1000 % 10) * 5 + (key / 100 % 10) * 8 + (key / 10 % 10) * 4 + (key % 10) * 2) % 11)::int + 1, 1)
$$;
-- yyyymmdd and sex (1 男, 2 女) that an identity number carries.
create function source.id_birth(key bigint) returns integer language sql immutable parallel safe as $$ select (key / 1000 % 100000000)::int $$;
create function source.id_sex(key bigint) returns smallint language sql immutable parallel safe as $$ select (2 - key % 2)::smallint $$;
create function source.id_birth_date(key bigint) returns date language sql immutable parallel safe as $$
    select make_date((key / 10000000 % 10000)::int, (key / 100000 % 100)::int, (key / 1000 % 100)::int)
$$;

-- Every person any file speaks of, and every name a person with an identity number was given.
create view source.evidence_key as
    select key from source.survey union all select key from source.hukou union all select key from source.permit union all select key from source.birth
    union all select key from source.death union all select key from source.schooling union all select key from source.assistance union all select key from source.disability
    union all select key from source.veteran union all select key from source.insurance union all select key from source.pension union all select key from source.allowance
    union all select key from source.family_planning union all select key from source.special union all select key from source.psychiatric union all select key from source.force
    union all select key from source.tagged;
create view source.person_name as
    select key, name, 1 as rank, file_id from source.hukou union all select key, name, 2, file_id from source.permit
    union all select key, name, 3, file_id from source.schooling union all select key, name, 4, file_id from source.assistance union all select key, name, 5, file_id from source.disability
    union all select key, name, 6, file_id from source.veteran union all select key, name, 7, file_id from source.insurance union all select key, name, 8, file_id from source.pension
    union all select key, name, 9, file_id from source.allowance union all select key, name, 10, file_id from source.family_planning union all select key, name, 11, file_id from source.special
    union all select key, name, 12, file_id from source.psychiatric union all select key, name, 13, file_id from source.death union all select key, name, 14, file_id from source.birth
    union all select key, name, 15, file_id from source.survey union all select key, name, 16, file_id from source.force union all select key, name, 17, file_id from source.tagged;

-- A house in words, for conflicts and work lists: 平定路社区东方小区1号楼1单元302.
create function source.house_words(house integer) returns text language sql stable as $$
    select r.name || e.name || case when h.building <> '' then h.building || '号楼' else '' end || case when h.unit <> '' then h.unit || '单元' else '' end || h.room
    from source.house h join source.estate e on e.id = h.estate_id left join source.region r on r.code = e.region where h.id = house
$$;

-- The word of a code.
create function source.word(of_domain text, of_code smallint) returns text language sql stable as $$
    select label from community.value_code where domain = of_domain and code = of_code
$$;
