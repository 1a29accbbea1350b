-- 全区有多少居民
select count(*) from community.person p where p.is_resident

-- 我们社区80岁以上老人有多少
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and (p.birth_date <= $3)

-- 70到79岁的女性
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and ((p.birth_date >= $3 and p.birth_date <= $4) and p.sex = $5)

-- 户籍人口有多少
select count(*) from community.person p where p.is_hukou and p.hukou_region between $1 and $2

-- 户在人不在的
select count(*) from community.person p where p.is_alive and not p.is_resident and p.residence_type = 4 and p.hukou_region between $1 and $2

-- 今年去世的
select count(*) from community.person p where not p.is_alive and coalesce(p.region, p.hukou_region) between $1 and $2 and p.death_date >= $3

-- 独居老人里没领高龄津贴的
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and (((p.birth_date <= $3) and (p.is_resident and p.house_residents = $4)) and not exists (select 1 from community.allowance r1 where r1.person_id = p.id and r1.region between $1 and $2 and r1.month = $5))

-- 不是党员的独居女老人
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and (((p.birth_date <= $3) and (p.is_resident and p.house_residents = $4)) and p.sex = $5 and not ((p.political = any ($6) or exists (select 1 from community.force r1 where r1.person_id = p.id and r1.kind = any ($7)))) is true)

-- 失能老人
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and exists (select 1 from community.person_tag r1 where r1.person_id = p.id and r1.tag = $3)

-- 上个月领高龄津贴的
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and exists (select 1 from community.allowance r1 where r1.person_id = p.id and r1.region between $1 and $2 and r1.month = $3)

-- 本科以上学历的
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and p.education = any ($3)

-- 二级以上残疾
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and exists (select 1 from community.disability r1 where r1.person_id = p.id and r1.region between $1 and $2 and r1.level = any ($3))

-- 各社区60岁以上老人
select (p.region / 1000 * 1000), count(*) from community.person p where p.is_resident and p.region between $1 and $2 and (p.birth_date <= $3) group by 1

-- 按年龄段分
select width_bucket(p.birth_date, $3), count(*) from community.person p where p.is_resident and p.region between $1 and $2 group by 1

-- 各小区按性别分
select p.estate_id, p.sex, count(*) from community.person p where p.is_resident and p.region between $1 and $2 group by 1, 2

-- 翠园各楼栋多少人
select p_place.estate_id, p_place.building, count(*) from community.person p left join community.house p_place on p_place.id = p.house_id where p.is_resident and p.estate_id = $1 group by 1, 2

-- 翠园1号楼2单元301住的谁
select count(*) from community.person p where p.is_resident and p.house_id in (select r1.id from community.house r1 where r1.estate_id = $1 and r1.building = $2 and r1.unit = $3 and r1.room = $4)
select p.id, p.id, p_identity.name, p.sex, extract(year from age($7::timestamp, p.birth_date::timestamp))::int, coalesce(p_place.estate_id, p.estate_id), p_place.building, p_place.unit, p_place.room, p_identity.phone, p_identity.id_number from (select p.id as id from community.person p where p.is_resident and p.house_id in (select r1.id from community.house r1 where r1.estate_id = $1 and r1.building = $2 and r1.unit = $3 and r1.room = $4) order by p.id limit $5 offset $6) k join community.person p on p.id = k.id left join community.person_identity p_identity on p_identity.person_id = p.id left join community.house p_place on p_place.id = p.house_id order by k.id

-- 残疾人按残疾类别分
select r2.kind, count(distinct p.id) from community.person p join community.disability r2 on r2.person_id = p.id where p.is_resident and p.region between $1 and $2 and exists (select 1 from community.disability r1 where r1.person_id = p.id and r1.region between $1 and $2) group by 1

-- 按救助类别统计在保的
select r2.kind, count(distinct p.id) from community.person p join community.assistance r2 on r2.person_id = p.id and r2.status = $2 where p.is_resident and exists (select 1 from community.assistance r1 where r1.person_id = p.id and r1.status = $1) group by 1

-- 平均年龄
select avg(extract(year from age($3::timestamp, p.birth_date::timestamp))::int)::numeric from community.person p where p.is_resident and p.region between $1 and $2

-- 平均养老金
select avg(r1.amount)::numeric from community.person p join community.pension r1 on r1.person_id = p.id where p.is_resident and p.region between $1 and $2

-- 年纪最大的三个人是谁
select count(*) from (select from community.person p where p.is_resident and p.region between $1 and $2 and p.birth_date is not null order by p.birth_date asc fetch first $3 rows with ties) few
select p.id, p.id, p_identity.name, p.sex, extract(year from age($6::timestamp, p.birth_date::timestamp))::int, coalesce(p_place.estate_id, p.estate_id), p_place.building, p_place.unit, p_place.room, p_identity.phone, p_identity.id_number from (select t.id, t.rank from (select p.id as id, p.birth_date as rank from community.person p where p.is_resident and p.region between $1 and $2 and p.birth_date is not null order by p.birth_date asc fetch first $5 rows with ties) t order by t.rank asc, t.id limit $3 offset $4) k join community.person p on p.id = k.id left join community.person_identity p_identity on p_identity.person_id = p.id left join community.house p_place on p_place.id = p.house_id order by k.rank asc, k.id

-- 姓周的
select count(*) from community.person p left join community.person_identity p_identity on p_identity.person_id = p.id where p.is_resident and p.region between $1 and $2 and p.id in (select community.people_named($3)) and p_identity.name like $4

-- 空置房多少套
select count(*) from community.house p where p.region between $1 and $2 and p.status = $3

-- 低保户有多少户
select count(*) from community.house p where p.region between $1 and $2 and exists (select 1 from community.person r1 where r1.house_id = p.id and r1.is_resident and exists (select 1 from community.assistance r2 where r2.person_id = r1.id and (r2.kind = $3 and r2.status = $4)))

-- 在业个体户
select count(*) from community.entity p where p.status = 1 and p.region between $1 and $2 and p.kind = $3

-- 市场主体按登记状态分
select p.status, count(*) from community.entity p group by 1

-- 会维修的志愿者
select count(distinct p.person_id) from community.force p where p.region between $1 and $2 and (p.kind = $3 and p.skill like $4)

-- 一户两个以上残疾人
select count(*) from community.house p where p.region between $1 and $2 and (p.id is not null and p.id in (select r1.house_id from community.person r1 where r1.house_id is not null and r1.is_resident and exists (select 1 from community.disability r2 where r2.person_id = r1.id) group by 1 having count(*) >= $3))

-- 上个月底有多少独居老人
select count(*) from history.person_on($5) p where p.is_resident and p.region between $1 and $2 and ((p.birth_date <= $3) and (p.is_resident and p.house_residents = $4))

-- 上个月新增了多少独居老人
select count(*) from history.person_on($10) p where p.is_resident and p.region between $1 and $2 and ((p.birth_date <= $3) and (p.is_resident and p.house_residents = $4)) and not exists (select from history.person_on($9) r1 where r1.is_resident and r1.region between $5 and $6 and ((r1.birth_date <= $7) and (r1.is_resident and r1.house_residents = $8)) and r1.id = p.id)

-- 这个月新增的党员，年底前领津贴的
select count(*) from community.person p where p.is_resident and p.region between $1 and $2 and ((p.political = any ($3) or exists (select 1 from community.force r1 where r1.person_id = p.id and r1.kind = any ($4))) and exists (select 1 from community.allowance r2 where r2.person_id = p.id and r2.region between $1 and $2 and r2.month = $5)) and not exists (select from history.person_on($13) r3 where r3.is_resident and r3.region between $6 and $7 and ((r3.political = any ($8) or exists (select 1 from history.force_on($10) r4 where r4.person_id = r3.id and r4.kind = any ($9))) and exists (select 1 from history.allowance_on($12) r5 where r5.person_id = r3.id and r5.region between $6 and $7 and r5.month = $11)) and r3.id = p.id)

-- 去年登记的出生
select count(*) from community.birth p where (p.registered >= $1 and p.registered <= $2)
