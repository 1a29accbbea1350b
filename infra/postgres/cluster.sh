#!/usr/bin/env bash
# The private PostgreSQL of one installation: a data folder, a Unix socket, no TCP, no password to keep.
#
#   cluster.sh start  FOLDER [PID]   start (or find running), make the database; PID takes a lease
#   cluster.sh release FOLDER PID    give the lease back; the last one out stops the server
#   cluster.sh keep   FOLDER PID     as start, restart the server whenever it dies while PID lives, then release
#   cluster.sh stop   FOLDER         stop now, whoever is using it
#   cluster.sh recreate FOLDER PID   empty the database; refused when anyone but PID uses it
#   cluster.sh status|url|admin-url FOLDER
#   cluster.sh psql   FOLDER [ARGUMENTS]
#   cluster.sh run    FOLDER PROGRAM [ARGUMENTS]   run any PostgreSQL program (pg_dump, …) against it
#
# A lease is a file named after the process that uses the server, holding that process's start time, so a number that
# was given to another process later does not count. Everything that changes state holds the folder's lock.
. "$(dirname "${BASH_SOURCE[0]}")/../palm/common.sh"

command=${1:-}; folder=${2:-}
[ -n "$command" ] && [ -n "$folder" ] || { sed -n '2,15s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
shift 2
mkdir -p "$folder"; folder=$(cd "$folder" && pwd -P)

link=$folder/postgres            # the cluster, or a link to it when its owner cannot reach the folder
state=$folder/postgres.run       # lock, leases, where the socket is
bin=$(postgres_bin)
[ -n "$bin" ] || die "没有找到 PostgreSQL 15+，请先运行 ./palm setup / no PostgreSQL 15+ found, run ./palm setup first"

# ---- who owns it ---------------------------------------------------------------------------------------------------
# PostgreSQL refuses to run as root; then a system user without a shell or a home owns the cluster.
owner=$(id -un)
[ "$(id -u)" != 0 ] || owner=palm

make_owner() {
    [ "$(id -u)" = 0 ] || return 0
    id -u "$owner" >/dev/null 2>&1 ||
        useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$owner"
}

as_owner() {
    if [ "$(id -u)" != 0 ]; then "$@"; return; fi
    setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups -- "$@"
}

owner_can_enter() { (cd / && as_owner test -x "$1") 2>/dev/null; }

# ---- where it is ---------------------------------------------------------------------------------------------------
data() { readlink -f "$link"; }

# A socket's path has room for 107 bytes, and a connection string wants no odd characters in it.
socket_folder() {
    [ -s "$state/socket" ] && cat "$state/socket" || printf '%s' "$state"
}

choose_socket_folder() {
    local inside=$state/socket.d name=/.s.PGSQL.5432.lock outside
    if [ $(( $(printf '%s' "$inside$name" | wc -c) )) -le 107 ] && [[ $inside =~ ^[A-Za-z0-9/._-]+$ ]] && owner_can_enter "$folder"; then
        outside=$inside
        mkdir -p "$outside"
    else
        outside=/tmp/palm-$(printf '%s' "$folder" | sha256sum | cut -c1-12)
        # Another user's folder of that name is not ours to trust, and one in use belongs to a server whose folder was removed.
        local holder; holder=$(head -1 "$outside/.s.PGSQL.5432.lock" 2>/dev/null || true)
        if { [ -e "$outside" ] && [ "$(stat -c %U "$outside")" != "$owner" ]; } || { [ -n "$holder" ] && [ -d "/proc/$holder" ]; }; then
            outside=$(mktemp -d /tmp/palm-XXXXXXXX)
        fi
        mkdir -p "$outside"
    fi
    [ "$(id -u)" != 0 ] || chown "$owner:" "$outside"
    chmod 700 "$outside"
    printf '%s' "$outside" > "$state/socket"
}

# ---- leases --------------------------------------------------------------------------------------------------------
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

take_lease() { [ -z "${1:-}" ] || started_at "$1" > "$state/leases/$1"; }

live_leases() {
    local file pid
    for file in "$state"/leases/*; do
        [ -e "$file" ] || continue
        pid=${file##*/}
        if [ -d "/proc/$pid" ] && [ "$(started_at "$pid")" = "$(cat "$file")" ]; then echo "$pid"; else rm -f "$file"; fi
    done
}

locked() {
    mkdir -p "$state/leases"
    exec 9>"$state/lock"
    flock -w 120 9 || die "数据库正被另一个进程启停，等候超时 / timed out waiting for another process that starts or stops the database"
    "$@"
    exec 9>&-
}

# ---- the server ----------------------------------------------------------------------------------------------------
postmaster() {
    local pid
    pid=$(head -1 "$(data)/postmaster.pid" 2>/dev/null) || return 1
    [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(data)" ] || return 1
    [ "$(awk '/^State/ { print $2 }' "/proc/$pid/status" 2>/dev/null)" != Z ] || return 1
    echo "$pid"
}

leftovers() {
    local at process
    at=$(data)
    for process in /proc/[0-9]*; do
        [ "$(readlink "$process/cwd" 2>/dev/null)" != "$at" ] || echo "${process#/proc/}"
    done
}

# After kill -9 of the postmaster its children notice and leave by themselves; those that do not are ended, because the
# shared memory must be free before a new server may touch the files. A stale postmaster.pid, perhaps naming another
# program by now, is removed.
clear_the_dead() {
    local tries=0
    while [ -n "$(leftovers)" ]; do
        tries=$((tries + 1))
        [ $tries -lt 30 ] || leftovers | xargs -r kill -9 2>/dev/null || true
        [ $tries -lt 60 ] || die "上次的数据库进程无法结束 / processes of the last database server do not end: $(leftovers | xargs)"
        sleep 0.1
    done
    rm -f "$(data)/postmaster.pid"
}

create_cluster() {
    make_owner
    rm -rf "$state/initdb"
    local at=$link
    if ! owner_can_enter "$folder"; then
        # Root's home, for one, is closed to the owner: the files live where it may go, and a link remembers where.
        mkdir -p /var/lib/palm-clusters; chmod 755 /var/lib/palm-clusters
        at=$(mktemp -d /var/lib/palm-clusters/XXXXXXXX)
        chown "$owner:" "$at"; chmod 700 "$at"
    fi
    local unfinished=$at
    if [ "$at" = "$link" ]; then        # made beside and renamed: a killed initdb leaves no half cluster behind
        unfinished=$folder/postgres.new
        rm -rf "$unfinished"; mkdir "$unfinished"; chmod 700 "$unfinished"
        [ "$(id -u)" != 0 ] || chown "$owner:" "$unfinished"
    fi
    # Collation C compares bytes (fast, the same everywhere); character type UTF-8 lets trigrams see Chinese letters.
    (cd / && as_owner "$bin/initdb" -D "$unfinished" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --lc-collate=C \
        --data-checksums --no-sync --no-instructions) >"$state/initdb.log" 2>&1 ||
        { cat "$state/initdb.log" >&2; die "数据库初始化失败 / initdb failed"; }
    as_owner tee "$unfinished/pg_hba.conf" >/dev/null <<< "local all all trust"
    as_owner tee -a "$unfinished/postgresql.conf" >/dev/null <<< "include_if_exists = 'palm.conf'"
    (cd / && as_owner "$bin/initdb" --sync-only -D "$unfinished") >/dev/null 2>&1 || true
    if [ "$at" = "$link" ]; then mv -T "$unfinished" "$link"; else ln -sfn "$at" "$link"; fi
}

# Written at every start, so a machine that changed, or a newer version of this file, is followed.
configure() {
    local memory cores buffers cache maintenance shared=posix durable=on
    memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    local limit=max; limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
    if [ "$limit" != max ] && [ $((limit / 1048576)) -lt "$memory" ]; then memory=$((limit / 1048576)); fi
    cores=$(nproc)
    buffers=$((memory / 8)); [ $buffers -le 512 ] || buffers=512; [ $buffers -ge 64 ] || buffers=64
    maintenance=$((memory / 16)); [ $maintenance -le 256 ] || maintenance=256; [ $maintenance -ge 32 ] || maintenance=32
    cache=$((memory / 2))
    # Containers often have a /dev/shm too small for a parallel query.
    [ "$(df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -ge 512 ] 2>/dev/null || shared=mmap
    # A server made for a test run may lose everything with the machine, but nothing with a killed process.
    if [ -n "${PALM_CLUSTER_THROWAWAY:-}" ]; then durable=off buffers=128; fi
    as_owner tee "$(data)/palm.conf" >/dev/null <<CONF
# Written by infra/postgres/cluster.sh at every start. Put your own settings in postgresql.auto.conf (ALTER SYSTEM).
listen_addresses = ''
port = 5432
unix_socket_directories = '$(socket_folder)'
unix_socket_permissions = 0700
max_connections = 120
shared_buffers = ${buffers}MB
dynamic_shared_memory_type = $shared
effective_cache_size = ${cache}MB
work_mem = 32MB
hash_mem_multiplier = 2
maintenance_work_mem = ${maintenance}MB
max_parallel_workers = $cores
max_parallel_workers_per_gather = $((cores > 3 ? 2 : 1))
max_parallel_maintenance_workers = $((cores > 3 ? 2 : 1))
jit = off
random_page_cost = 1.1
effective_io_concurrency = 100
# An acknowledged commit is on the disk. Nobody replicates from here, so bulk loads may write less log.
fsync = $durable
synchronous_commit = on
full_page_writes = $durable
wal_level = minimal
max_wal_senders = 0
wal_compression = on
wal_buffers = 16MB
min_wal_size = 512MB
max_wal_size = 4GB
checkpoint_timeout = 15min
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
client_connection_check_interval = 2s
logging_collector = on
log_directory = 'log'
log_filename = 'day-%d.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_checkpoints = off
log_min_duration_statement = 2s
# Parameters and questions can be personal data: they do not go to the log.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
CONF
}

launch() {
    local tries
    clear_the_dead
    choose_socket_folder
    configure
    # The lock must not be inherited by a server that outlives us.
    for tries in 1 2 3; do
        if (cd / && as_owner "$bin/pg_ctl" start -w -t 120 -s -D "$(data)" -l "$(data)/startup.log") 9>&- >"$state/start.log" 2>&1; then
            return 0
        fi
        sleep 1
        postmaster >/dev/null && return 0
        clear_the_dead
    done
    cat "$state/start.log" >&2; as_owner tail -20 "$(data)/startup.log" >&2 || true
    die "数据库无法启动，日志在 / the database does not start, its log is in $(data)/log"
}

psql_as() { local user=$1; shift; "$bin/psql" -X -h "$(socket_folder)" -p 5432 -U "$user" "$@"; }

# The program's own account is no superuser, as it would be in anyone's own PostgreSQL: what works here works there.
make_database() {
    local recipe=2                  # raise it when the lines below change: they are safe to run again
    [ "$(cat "$state/made" 2>/dev/null)" != $recipe ] || return 0
    psql_as postgres -d postgres -q -v ON_ERROR_STOP=1 <<'SQL'
SELECT 'CREATE ROLE palm LOGIN CREATEDB CREATEROLE' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'palm') \gexec
-- In the template too, so that a database the program makes for itself (a bench, a test) has them.
\connect template1
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SELECT 'CREATE DATABASE palm OWNER palm' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'palm') \gexec
SQL
    echo $recipe > "$state/made"
}

start() {
    check_version
    if ! [ -s "$(data 2>/dev/null)/PG_VERSION" ]; then rm -f "$state/made"; [ ! -L "$link" ] || rm -f "$link"; create_cluster; fi
    postmaster >/dev/null || launch
    make_database
    take_lease "${1:-}"
}

# A cluster belongs to one release of PostgreSQL; its binaries are used as long as they are here.
check_version() {
    local made; made=$(as_owner cat "$link/PG_VERSION" 2>/dev/null || cat "$link/PG_VERSION" 2>/dev/null) || return 0
    if [ -x "/usr/lib/postgresql/$made/bin/postgres" ]; then bin=/usr/lib/postgresql/$made/bin; return; fi
    case $("$bin/postgres" --version) in *") $made"*) return ;; esac
    die "数据目录由 PostgreSQL $made 建立，请装回它或先迁移 / the data folder was made by PostgreSQL $made: install it again, or dump and restore"
}

stop() {
    rm -f "$state"/leases/*
    if postmaster >/dev/null; then
        (cd / && as_owner "$bin/pg_ctl" stop -s -w -t 60 -m fast -D "$(data)") ||
            (cd / && as_owner "$bin/pg_ctl" stop -s -w -t 30 -m immediate -D "$(data)")
    fi
}

release() {
    rm -f "$state/leases/${1:?PID}"
    [ -n "$(live_leases)" ] || stop
}

recreate() {
    local others; others=$(live_leases | { grep -vx "${1:?PID}" || true; } | xargs)
    [ -z "$others" ] || die "数据库正在使用中，请先停止 / the database is in use, stop first: $others"
    psql_as postgres -d postgres -q -v ON_ERROR_STOP=1 -c 'DROP DATABASE IF EXISTS palm WITH (FORCE)'
    rm -f "$state/made"
    make_database
}

# Watches with nothing but the shell itself: no process is started while all is well.
keep() {
    local pid=${1:?PID} born server=
    born=$(started_at "$pid")
    [ -n "$born" ] || die "没有这个进程 / no such process: $pid"
    exec 8<> <(:)                                   # reading from it never answers: a sleep without a process
    while [ -d "/proc/$pid" ] && [ "$(started_at "$pid")" = "$born" ]; do
        (locked start "$pid") || sleep 2
        server=$(postmaster) || continue
        while [ -d "/proc/$pid" ] && alive "$server"; do read -r -t 0.5 -u 8 || true; done
        [ -e "$state/leases/$pid" ] || break        # given back: the server was stopped on purpose
        [ ! -d "/proc/$pid" ] || say "palm: 数据库进程不在了，正在重启 / the database server is gone, restarting it"
    done
    locked release "$pid"
}

alive() {
    local line
    { read -r line < "/proc/$1/stat"; } 2>/dev/null || return 1
    case $line in *') Z'*) return 1 ;; esac
}

status() {
    local pid
    if pid=$(postmaster); then
        printf 'running  pid %s  socket %s  data %s  used by: %s\n' "$pid" "$(socket_folder)" "$(data)" "$(live_leases | xargs)"
    else
        printf 'stopped  data %s\n' "$(data 2>/dev/null || echo "$link")"; return 3
    fi
}

case $command in
    start)     locked start "${1:-}" ;;
    release)   locked release "$@" ;;
    keep)      keep "$@" ;;
    stop)      locked stop ;;
    recreate)  locked recreate "$@" ;;
    status)    check_version; status ;;
    url)       printf 'Host=%s;Port=5432;Username=palm;Database=palm\n' "$(socket_folder)" ;;
    admin-url) printf 'Host=%s;Port=5432;Username=postgres;Database=postgres\n' "$(socket_folder)" ;;
    psql)      check_version; exec "$bin/psql" -h "$(socket_folder)" -p 5432 -U palm -d palm "$@" ;;
    run)       check_version; program=$1; shift
               PGHOST=$(socket_folder) PGPORT=5432 PGUSER=palm PGDATABASE=palm exec "$bin/$program" "$@" ;;
    *)         die "unknown: $command" ;;
esac
