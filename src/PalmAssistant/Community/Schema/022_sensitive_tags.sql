-- Sensitive tags are known to the database before any of their members arrive, so that row-level security closes them from the first row.
-- The names are those the catalogue (Catalog/tags.json) marks as sensitive; a test holds the two together.
insert into community.tag (id, name, family, sensitive)
select row_number() over (), name, '重点关注', true
from unnest(array['社区矫正', '刑满释放', '严重精神障碍', '高风险精神障碍', '矫正即将期满', '吸毒人员', '社区戒毒人员', '社区康复人员', '取保候审人员', '监视居住人员',
    '邪教人员', '涉访重点人员', '有前科人员', '涉诈重点人员', '传销参与人员', '艾滋病人员', '反恐重点人员', '严重不良行为未成年人', '扬言极端人员']) name;
