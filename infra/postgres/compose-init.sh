#!/bin/bash
# Run once by the database container when its volume is empty: the program's role, its database, the extensions.
# The same as on anyone's own PostgreSQL; the program's role is no superuser.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" -U "$POSTGRES_USER" -d postgres <<'SQL'
CREATE ROLE palm LOGIN CREATEDB CREATEROLE PASSWORD :'password';
CREATE DATABASE palm OWNER palm;
\connect palm
CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;
SQL
