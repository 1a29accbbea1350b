-- The role every data question runs under. It can log in nowhere and write nothing; what it sees is decided by
-- row-level security (021) from settings that live for one transaction:
--   palm.low, palm.high   range of 15-digit region codes; palm.whole = on: also rows no region is known of
--   palm.records          kinds of record, comma-separated: person,identity,house,assistance …
--   palm.sensitive        ids of sensitive tags; palm.special: codes of special.kind
-- Without these settings it sees nothing.
do $$
begin
    create role palm_reader nologin;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
    if not pg_has_role(current_user, 'palm_reader', 'member') or not exists (
        select from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
        where r.rolname = 'palm_reader' and u.rolname = current_user)
    then execute format('grant palm_reader to %I', current_user);
    end if;
end $$;

create function access.reader_low() returns bigint language sql stable parallel safe as $$ select nullif(current_setting('palm.low', true), '')::bigint $$;
create function access.reader_high() returns bigint language sql stable parallel safe as $$ select nullif(current_setting('palm.high', true), '')::bigint $$;
create function access.reader_whole() returns boolean language sql stable parallel safe as $$ select current_setting('palm.whole', true) = 'on' $$;
create function access.reader_may(record text) returns boolean language sql stable parallel safe as
    $$ select coalesce(record = any (string_to_array(current_setting('palm.records', true), ',')), false) $$;
create function access.reader_tags() returns smallint[] language sql stable parallel safe as
    $$ select string_to_array(nullif(current_setting('palm.sensitive', true), ''), ',')::smallint[] $$;
create function access.reader_special() returns smallint[] language sql stable parallel safe as
    $$ select string_to_array(nullif(current_setting('palm.special', true), ''), ',')::smallint[] $$;
grant usage on schema access to palm_reader;
