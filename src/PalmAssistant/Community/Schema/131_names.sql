-- Part of a business's name finds it among hundreds of thousands: an index over pairs of characters (n-grams of two fit Chinese names,
-- whose words are two characters long, and need no dictionary and no locale).
create function community.pairs(name text) returns text[] language sql immutable strict parallel safe as
    $$ select array(select substr(lower(name), i, 2) from generate_series(1, greatest(length(name) - 1, 1)) i) $$;
create index entity_name_pairs on community.entity using gin (community.pairs(name));

-- Row-level security lets no index serve a comparison that might tell of hidden rows (LIKE among them). The ids alone tell of nobody:
-- what is read of them is behind the lock as before.
create function community.entities_named(part text) returns setof integer language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp as
    $$ select id from community.entity e where community.pairs(e.name) @> community.pairs(part) $$;
revoke all on function community.entities_named(text) from public;
grant execute on function community.entities_named(text) to palm_reader;
