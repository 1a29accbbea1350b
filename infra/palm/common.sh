# Shared by every subcommand of ./palm: where things are, and how we speak. Sourced, never run.
set -euo pipefail

PALM_ROOT=${PALM_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
WEB_PROJECT=$PALM_ROOT/src/PalmAssistant.Web
CLUSTER=$PALM_ROOT/infra/postgres/cluster.sh

say()  { printf '%s\n' "$*" >&2; }
step() { printf '==> %s\n' "$*" >&2; }
die()  { printf 'palm: %s\n' "$*" >&2; exit 1; }

# The installation's folder, always absolute: the service runs in another working directory.
data_folder() {
    local folder=${PALM__DataFolder:-$PALM_ROOT/.palm}
    mkdir -p "$folder" 2>/dev/null || die "数据目录无法建立 / cannot create the data folder: $folder"
    (cd "$folder" && pwd -P)
}

# Runs a command as root: directly, through sudo, or says what the administrator has to do.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; return; fi
    if command -v sudo >/dev/null; then sudo -- "$@"; return; fi
    say "palm: 这一步需要管理员（root）权限，本机没有 sudo。请以 root 运行一次 ./palm setup。"
    say "palm: this step needs root and there is no sudo here. Run ./palm setup once as root:"
    say "      $*"
    exit 1
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
