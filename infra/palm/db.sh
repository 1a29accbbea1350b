#!/usr/bin/env bash
# ./palm db [status|migrate|backup [FILE]|restore FILE|reset [--yes]|psql arguments]
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=$(data_folder)

# One's own PostgreSQL: its connection string, as the PostgreSQL tools read it.
use_given_database() {
    local part name value
    while IFS= read -r -d ';' part; do
        name=${part%%=*}; value=${part#*=}
        name=$(tr -d ' _' <<< "${name,,}")
        case $name in
            host|server) export PGHOST=$value ;;
            port) export PGPORT=$value ;;
            username|user|userid) export PGUSER=$value ;;
            password) export PGPASSWORD=$value ;;
            database) export PGDATABASE=$value ;;
        esac
    done <<< "${PALM__Database};"
}

# Runs a PostgreSQL program on the installation's database.
tool() {
    local program=$1; shift
    if [ -n "${PALM__Database:-}" ]; then use_given_database; "$(postgres_bin)/$program" "$@"; return; fi
    "$CLUSTER" start "$folder" $$
    local code=0
    "$CLUSTER" run "$folder" "$program" "$@" || code=$?
    "$CLUSTER" release "$folder" $$
    return $code
}

private_only() { [ -z "${PALM__Database:-}" ] || die "PALM__Database 指向自备的 PostgreSQL，请用它自己的工具 / PALM__Database names your own PostgreSQL: use its own tools for this"; }

empty_database() {
    private_only
    "$CLUSTER" start "$folder" $$
    "$CLUSTER" recreate "$folder" $$
}

reset() {
    if [ "${1:-}" != --yes ]; then
        [ -t 0 ] || die "清空数据库要加 --yes / to empty the database add --yes"
        read -r -p "清空 $folder 的数据库？输入 yes 继续 / empty the database? " answer
        [ "$answer" = yes ] || die "没有动 / nothing done"
    fi
    empty_database
    "$CLUSTER" release "$folder" $$
    say "已清空 / emptied: $folder"
}

backup() {
    local file=${1:-palm-$(date +%Y%m%d-%H%M%S).dump}
    tool pg_dump -Fc -f "$file.part"
    mv "$file.part" "$file"
    say "已备份 / saved: $file"
}

restore() {
    [ -r "${1:-}" ] || die "用法 / usage: ./palm db restore FILE"
    empty_database
    # Roles belong to the server, not to the dump: those it grants to are made first, without a way to log in.
    local role
    for role in $("$CLUSTER" run "$folder" pg_restore -s -f - "$1" | grep -oE '( TO|ROLE=)[ "]*palm_[a-z_]+' | grep -oE 'palm_[a-z_]+' | sort -u); do
        "$CLUSTER" psql "$folder" -q -v ON_ERROR_STOP=1 -v role="$role" <<'SQL'
SELECT format('CREATE ROLE %I NOLOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SELECT format('GRANT %I TO palm', :'role') WHERE NOT pg_has_role('palm', :'role', 'MEMBER') \gexec
SQL
    done
    # The extensions are there already and belong to the administrator.
    "$CLUSTER" run "$folder" pg_restore -l "$1" | grep -vE ' (EXTENSION|COMMENT - EXTENSION) ' > "$folder/restore.list"
    "$CLUSTER" run "$folder" pg_restore --no-owner -d palm -j 2 --exit-on-error -L "$folder/restore.list" "$1"
    rm -f "$folder/restore.list"
    "$CLUSTER" release "$folder" $$
    say "已恢复 / restored: $1"
}

"$PALM_ROOT/infra/palm/setup.sh"
case ${1:-} in
    status)  private_only; "$CLUSTER" status "$folder" ;;
    stop)    private_only; "$CLUSTER" stop "$folder" ;;
    backup)  backup "${2:-}" ;;
    restore) restore "${2:-}" ;;
    reset)   reset "${2:-}" ;;
    migrate) ready; web db migrate ;;
    *)       tool psql "$@" ;;
esac
