-- Houses that wait for their people's numbers are read with the house, under the same lock.
grant usage on schema correction to palm_reader;
grant select on correction.newcomer to palm_reader;
alter table correction.newcomer enable row level security;
create policy reader on correction.newcomer for select to palm_reader using ((select access.reader_may('house'))
    and ((select access.reader_whole()) or region between (select access.reader_low()) and (select access.reader_high())));
