# Shared by every subcommand of ./palm: where things are, and how we speak. Sourced, never run.
set -euo pipefail

PALM_ROOT=${PALM_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
WEB_PROJECT=$PALM_ROOT/src/PalmAssistant.Web
CLUSTER=$PALM_ROOT/infra/postgres/cluster.sh

say()  { printf '%s\n' "$*" >&2; }
step() { printf '==> %s\n' "$*" >&2; }
die()  { printf 'palm: %s\n' "$*" >&2; exit 1; }

# The installation's folder, always absolute: the service runs in another working directory. It holds keys and personal
# data, so others may not look into it (root's is passable, for the unprivileged owner of the database inside).
data_folder() {
    local folder=${PALM__DataFolder:-$PALM_ROOT/.palm}
    if ! [ -d "$folder" ]; then
        mkdir -p "$folder" 2>/dev/null || die "数据目录无法建立 / cannot create the data folder: $folder"
        if [ "$(id -u)" = 0 ]; then chmod 711 "$folder"; else chmod 700 "$folder"; fi
    fi
    (cd "$folder" && pwd -P)
}

# Before a step that only the administrator can do: says so where there is no way to become one.
root_or_leave() {
    if [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; then return; fi
    say "palm: 需要管理员（root）权限，本机没有 sudo：$1。请以 root 运行一次 ./palm setup，再用现在的用户继续。"
    die "this needs root and there is no sudo here: $2. Run ./palm setup once as root, then go on as this user."
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -- "$@"; fi; }

# A Chromium that runs without a desktop; empty when there is none.
browser() {
    local name
    for name in "${PALM_TEST_CHROMIUM:-}" chromium google-chrome google-chrome-stable chromium-browser; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 0
}

# Newest installed PostgreSQL that is new enough; empty when there is none.
postgres_bin() {
    local bin version best=0 found=
    for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] || continue
        version=${bin%/bin}; version=${version##*[/-]}
        if [ "$version" -ge 15 ] && [ "$version" -gt "$best" ]; then best=$version found=$bin; fi
    done
    if [ -z "$found" ] && command -v postgres >/dev/null && command -v initdb >/dev/null; then
        found=$(dirname "$(readlink -f "$(command -v postgres)")")
    fi
    printf '%s' "$found"
}

# Runs the program with its database: the private one, kept alive as long as the program lives and stopped with its last
# user, or the one named by PALM__Database. Answers the program's exit code. Signals are passed on, and when this shell
# is killed outright the program goes with it, so that no port stays taken.
with_database() {
    local folder program code=0
    folder=$(data_folder)
    export PALM__DataFolder=$folder
    export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}
    export ASPNETCORE_CONTENTROOT=$WEB_PROJECT
    if [ -n "${PALM__Database:-}" ]; then
        "${TIED[@]}" "$@" <&0 & program=$!
        await "$program" || code=$?
        return $code
    fi
    # First the keeper: from here on, however this ends, the server is given back.
    setsid "$CLUSTER" keep "$folder" $$ </dev/null &
    "$CLUSTER" start "$folder" $$
    PALM__Database=$("$CLUSTER" url "$folder"); export PALM__Database
    "${TIED[@]}" "$@" <&0 & program=$!
    await "$program" || code=$?
    "$CLUSTER" release "$folder" $$
    return $code
}

TIED=()
if command -v setpriv >/dev/null && setpriv --pdeathsig KILL true 2>/dev/null; then TIED=(setpriv --pdeathsig KILL); fi

# Waits for a child through signals, which are passed on; asked_to_stop says whether there was one.
# shellcheck disable=SC2034  # read by palm, which sources this file
asked_to_stop=
await() {
    local child=$1 code=0
    trap 'asked_to_stop=yes; kill -TERM "$child" 2>/dev/null || true' INT TERM HUP
    while :; do
        code=0; wait "$child" || code=$?
        kill -0 "$child" 2>/dev/null || break
    done
    trap - INT TERM HUP
    return $code
}

web() { with_database dotnet "$WEB_PROJECT/bin/Release/net10.0/PalmAssistant.Web.dll" "$@"; }

# Everything a subcommand of the program needs.
ready() {
    "$PALM_ROOT/infra/palm/setup.sh"
    "$PALM_ROOT/infra/palm/build.sh" "${1:-src/PalmAssistant.Web}" Release
}
