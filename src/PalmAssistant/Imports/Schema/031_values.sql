-- The value lists of the data contract with fixed codes. A value seen later gets the next free code of its domain.
insert into community.value_code (domain, code, label, rank)
select domain, n, label, case when ranked then n end
from (values
    ('person.sex', false, '男,女'),
    ('person.ethnicity', false, '汉族,满族,回族,朝鲜族,蒙古族,壮族,维吾尔族,苗族,彝族,土家族,藏族,其他'),
    ('person.political', false, '群众,中共党员,中共预备党员,共青团员,民主党派,无党派人士,党员,预备党员'),
    ('person.education', true, '文盲,小学,初中,高中,中专,大专,本科,硕士,博士'),
    ('person.marriage', false, '未婚,已婚,离异,丧偶'),
    ('person.relation', false, '户主,配偶,子,女,父亲,母亲,孙子,孙女,儿媳,女婿,祖父,祖母,兄弟,姐妹,合租人,其他'),
    ('person.residence_type', false, '户籍在住,人在户不在,流动人口,户在人不在'),
    ('person.hukou_status', false, '正常,死亡注销,迁出注销'),
    ('house.usage', false, '住宅,商铺,办公,车库,其他'),
    ('house.status', false, '自住,出租,空置,群租,借住'),
    ('schooling.status', false, '在校,毕业,肄业,休学'),
    ('assistance.kind', false, '低保,低保边缘,特困'),
    ('assistance.status', false, '在保,停保'),
    ('disability.kind', false, '视力,听力,言语,肢体,智力,精神,多重'),
    ('disability.level', true, '一级,二级,三级,四级'),
    ('veteran.kind', false, '退役士兵,转业军官,复员军人,伤残军人'),
    ('insurance.kind', false, '职工基本医疗,城乡居民基本医疗'),
    ('insurance.status', false, '正常参保,暂停参保'),
    ('pension.kind', false, '职工养老,城乡居民养老'),
    ('pension.status', false, '正常,暂停,停发'),
    ('family_planning.kind', false, '独生子女父母,计生特殊家庭'),
    ('permit.reason', false, '务工,经商,就学,投靠亲友'),
    ('special.kind', false, '社区矫正,刑满释放'),
    ('psychiatric.level', true, '0级,1级,2级,3级,4级,5级'),
    ('psychiatric.status', false, '在管,失访,死亡'),
    ('entity.kind', false, '企业,个体工商户,农民专业合作社'),
    ('entity.status', false, '在业,注销,吊销'),
    ('venue.kind', false, '小学校幼儿园,小医院,小商店,小餐饮,小旅馆,小歌舞娱乐,小网吧,小美容洗浴,小生产加工'),
    ('venue.hazard', false, '无,已整改,未整改'),
    ('force.kind', false, '党员,社区工作者,网格员,楼栋长,志愿者,人民调解员,在职党员,社会组织成员,物业业委会'),
    ('source', false, '规则,摸排')
) d (domain, ranked, labels), unnest(string_to_array(labels, ',')) with ordinality l (label, n)
on conflict do nothing;
-- 中专 stands beside 高中.
update community.value_code set rank = 4 where domain = 'person.education' and label = '中专';
