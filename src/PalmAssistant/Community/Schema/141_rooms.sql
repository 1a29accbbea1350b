-- "3号楼2单元501住的谁" names no estate: the room finds its houses, of which every estate has one.
create index if not exists house_room on community.house (room, unit, building) include (id, region, estate_id);
