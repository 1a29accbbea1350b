-- The golden records and what hangs on them. Filled only by the import pipeline, read only through ScopedPlan.
-- Narrow facts (coded smallints, dates, region codes) are apart from identity (names, numbers, phones):
-- counting never touches identity, and identity has its own lock.
-- No foreign keys between the large tables: the pipeline derives them together, and checking a million rows one by one costs minutes.

create schema community;

-- code: 15 digits = county(6) street(3) community(3) grid(3), right-padded with zeros (GB/T 2260 + local).
-- A scope is a code range: district +999999999, street +999999, community +999, grid +0.
create table community.region (
    code   bigint primary key,
    name   text not null,
    level  smallint not null,              -- 1 区, 2 街道, 3 社区, 4 网格
    parent bigint references community.region (code)
);

-- Chinese values of coded columns: (domain, code) <-> label. rank orders what has an order (文化程度).
create table community.value_code (
    domain text not null,
    code   smallint not null,
    label  text not null,
    rank   smallint,
    primary key (domain, code),
    unique (domain, label)
);

create table community.estate (
    id     integer primary key,
    region bigint not null,                -- community code (…000)
    name   text not null,
    unique (region, name)
);

create table community.house (
    id          integer primary key,
    region      bigint not null,           -- grid code, or community code where no grid is known
    estate_id   integer not null,
    building    text not null,             -- bare number or name: "3", "甲2"
    unit        text not null,             -- bare: "2"; '' where the building has none
    room        text not null,             -- bare: "501"
    usage       smallint,                  -- value_code 'house.usage'
    status      smallint,                  -- value_code 'house.status'
    area        numeric(9, 2),             -- m²
    owner_name  text,
    owner_phone text,
    surveyed    date,
    residents   smallint not null default 0,   -- 实有 persons living here
    youngest    date,                      -- latest birth date among them; null when none or when one is unknown
    unique (estate_id, building, unit, room)
);
create index house_region on community.house (region) include (status, usage, residents, area, estate_id);

-- One row per person ever seen. Ages are never stored: birth_date against the clock decides.
create table community.person (
    id               integer primary key,
    region           bigint,               -- where the house is (grid code), null when in no house
    hukou_region     bigint,               -- where the 户籍地址 resolves, at the narrowest level it names
    house_id         integer,
    estate_id        integer,
    hukou_estate_id  integer,
    hukou_house_id   integer,
    is_alive         boolean not null,
    is_resident      boolean not null,     -- 实有: alive, 居住类型 in 户籍在住/人在户不在/流动人口, in a house here
    is_hukou         boolean not null,     -- 户籍人口: alive, 户籍状态=正常
    residence_type   smallint,             -- value_code 'person.residence_type'
    hukou_status     smallint,
    birth_date       date,
    death_date       date,
    sex              smallint,             -- 1 男, 2 女 (GB/T 2261.1)
    ethnicity        smallint,
    political        smallint,
    education        smallint,
    marriage         smallint,
    relation         smallint,             -- 与户主关系
    house_status     smallint,             -- copied from the house, so that 住在出租房里的 needs no join
    house_usage      smallint,
    house_residents  smallint,             -- 实有 persons in the house
    house_youngest   date,                 -- latest birth date in the house: 空巢 = it is ≥60 years ago
    surveyed         date,                 -- newest 采集时间
    household_no     bigint                -- 户号
);
create index person_region on community.person (region)
    include (birth_date, sex, estate_id, residence_type, house_residents, house_youngest, house_status, education) where is_resident;
create index person_hukou_region on community.person (hukou_region) include (birth_date, sex) where is_hukou;
create index person_house on community.person (house_id);
create index person_deceased on community.person (death_date) where not is_alive;

create table community.person_identity (
    person_id     integer primary key,
    region        bigint,
    hukou_region  bigint,
    name          text not null,
    id_number     text,                    -- GB 11643-1999, 18 characters; null until known
    birth_cert    text,                    -- 出生医学证明编号
    phone         text,
    work_unit     text,
    hukou_address text
);
create index identity_name on community.person_identity (name text_pattern_ops);
create unique index identity_id_number on community.person_identity (id_number) where id_number is not null;
create index identity_phone on community.person_identity (phone);
create index identity_region on community.person_identity (region);

-- What departments say of a person. region and hukou_region repeat the person's, for row-level security.
create table community.assistance (person_id integer not null, region bigint, hukou_region bigint, kind smallint not null, amount numeric(10, 2), since date, status smallint not null);
create table community.disability (person_id integer not null, region bigint, hukou_region bigint, kind smallint, level smallint, issued date);
create table community.veteran (person_id integer not null, region bigint, hukou_region bigint, kind smallint, enlisted date, discharged date);
create table community.insurance (person_id integer not null, region bigint, hukou_region bigint, kind smallint, status smallint not null, year smallint not null);
create table community.pension (person_id integer not null, region bigint, hukou_region bigint, kind smallint, amount numeric(10, 2), status smallint, verified date);
create table community.allowance (person_id integer not null, region bigint, hukou_region bigint, month date not null, amount numeric(10, 2));   -- month = its first day
create table community.family_planning (person_id integer not null, region bigint, hukou_region bigint, kind smallint not null, certificate text, child text);
create table community.schooling (person_id integer not null, region bigint, hukou_region bigint, education smallint, school text, status smallint);
create table community.permit (person_id integer not null, region bigint, hukou_region bigint, issued date, until date, reason smallint, origin text);
create table community.birth (person_id integer not null, region bigint, hukou_region bigint, certificate text not null, mother_id integer, father_id integer, birth_date date, registered date);
create table community.special (person_id integer not null, region bigint, hukou_region bigint, kind smallint not null, since date, until date);           -- sensitive, 司法
create table community.psychiatric (person_id integer not null, region bigint, hukou_region bigint, level smallint, status smallint);                      -- sensitive, 卫健
create index assistance_person on community.assistance (person_id);
create index disability_person on community.disability (person_id);
create index veteran_person on community.veteran (person_id);
create index insurance_person on community.insurance (person_id, year);
create index pension_person on community.pension (person_id);
create index allowance_person on community.allowance (person_id, month);
create index allowance_month on community.allowance (month, person_id);
create index family_planning_person on community.family_planning (person_id);
create index schooling_person on community.schooling (person_id);
create index permit_person on community.permit (person_id);
create index birth_person on community.birth (person_id);
create index special_person on community.special (person_id);
create index psychiatric_person on community.psychiatric (person_id);

-- Tags whose members are facts (from files) or written by surveyors. Tags that a rule over columns decides
-- (老年人, 独居老人 …) are not stored: the catalogue expands them in the query, so they follow the clock.
create table community.tag (
    id        smallint primary key,
    name      text not null unique,
    family    text,                        -- 重点关注, 重点关心, 重点治理力量, or null
    sensitive boolean not null default false
);
create table community.person_tag (
    tag          smallint not null,
    person_id    integer not null,
    region       bigint,
    hukou_region bigint,
    sensitive    boolean not null default false,
    source       smallint not null,        -- value_code 'source'
    primary key (tag, person_id)
);
create index person_tag_person on community.person_tag (person_id);
create index person_tag_region on community.person_tag (tag, region) include (person_id);

create table community.entity (
    id           integer primary key,
    code         text not null unique,     -- 统一社会信用代码, GB 32100-2015
    name         text not null,
    kind         smallint,                 -- value_code 'entity.kind'
    industry     smallint,
    status       smallint,                 -- value_code 'entity.status'
    founded      date,
    capital      numeric(14, 2),           -- 万元
    legal_person text,
    address      text,
    phone        text,
    region       bigint,
    estate_id    integer,
    house_id     integer
);
create index entity_region on community.entity (region) include (status, kind, industry, founded, capital);
create index entity_name on community.entity (name text_pattern_ops);

create table community.venue (
    id        integer primary key,
    name      text not null,
    kind      smallint,                    -- 九小场所
    address   text,
    manager   text,
    phone     text,
    staff     integer,
    area      numeric(9, 2),
    checked   date,
    hazard    smallint,                    -- value_code 'venue.hazard'
    region    bigint,
    estate_id integer,
    house_id  integer
);
create index venue_region on community.venue (region);

create table community.force (
    id        integer generated by default as identity primary key,
    person_id integer not null,
    kind      smallint not null,           -- 力量类别
    region    bigint not null,             -- 所属社区
    title     text,
    skill     text,
    phone     text,
    unique (person_id, kind, region)
);
create index force_region on community.force (region, kind);

-- 比对差异: two sources disagree on a compared field. A person's decision outlives imports until newer evidence.
create table community.conflict (
    id            bigint generated always as identity primary key,
    person_id     integer not null,
    region        bigint,
    hukou_region  bigint,
    field         text not null,           -- 姓名 性别 出生日期 民族 文化程度 现住房屋 标签
    golden        text,
    golden_source text not null,
    other         text,
    other_source  text not null,
    golden_house  integer,                 -- for 现住房屋: the houses in question
    other_house   integer,
    found_at      timestamptz not null default now(),
    decided_by    text,
    decided_at    timestamptz,
    decision      text,                    -- the value decided on; it stands until what either source says changes
    lapsed_at     timestamptz,             -- newer evidence came after the decision
    unique (person_id, field, other_source, other)
);
create index conflict_region on community.conflict (region);

-- How fresh each source is where it counts: the newest date seen, for "sources" under every answer.
create table community.source_freshness (
    source      text not null,             -- 街居摸排, 公安户籍, …
    record      text not null,             -- person, house, assistance …
    latest      date not null,
    imported_at timestamptz not null,
    primary key (source, record)
);
