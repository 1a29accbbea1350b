-- Addresses that led to no house: the work list. level and region say how far each was understood (0 none, 1 区, 2 街道, 3 社区).
create view source.open_address as
    select f.source, f.name as file, a.row_no, a.person_name as name, replace(a.address, '|', '') as address, a.level, a.region, a.estate_id
    from (
        select file_id, row_no, name as person_name, address, level, region, estate_id from source.survey where level < 5 and address is not null
        union all select file_id, row_no, name, address, level, region, estate_id from source.hukou where level < 5 and address is not null
        union all select file_id, row_no, name, address, level, region, estate_id from source.permit where level < 5 and address is not null
        union all select file_id, row_no, name, address, level, region, estate_id from source.entity where level < 5 and address is not null
        union all select file_id, row_no, name, address, level, region, estate_id from source.venue where level < 5 and address is not null) a
    join source.file f on f.id = a.file_id;
