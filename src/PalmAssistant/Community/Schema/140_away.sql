-- 户在人不在 is counted by where the 户籍 is. Few of those with a 户籍 are away: an index of who lives elsewhere finds them without reading the rest.
-- Nobody of this 居住类型 is a resident (Imports/Merge/02_person.sql), so saying so leaves nobody out.
create index if not exists person_away on community.person (residence_type, hukou_region) include (id, region, birth_date, sex) where is_alive and not is_resident;
