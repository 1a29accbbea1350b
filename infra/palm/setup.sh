#!/usr/bin/env bash
# ./palm setup [--tests]: installs what is missing and nothing else. When all is there it costs milliseconds.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

export DEBIAN_FRONTEND=noninteractive
APT=(apt-get -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3)
scratch=
trap '[ -z "$scratch" ] || rm -rf "$scratch"' EXIT

# What the packagers' tools say is shown when it matters: when they fail.
quietly() {
    local log; log=$(mktemp)
    if "$@" </dev/null >"$log" 2>&1; then rm -f "$log"; return 0; fi
    tail -40 "$log" >&2; rm -f "$log"
    die "没有成功 / failed: $*"
}

refreshed=
refresh_packages() {
    [ -z "$refreshed" ] || return 0
    step "刷新软件包列表 / refreshing package lists"
    quietly as_root env DEBIAN_FRONTEND=noninteractive "${APT[@]}" update
    refreshed=yes
}

install_packages() {
    command -v apt-get >/dev/null ||
        die "本系统没有 apt，请自行安装 / no apt here, please install yourself: $*"
    root_or_leave "安装 $*" "installing $*"
    refresh_packages
    step "安装 / installing: $*"
    quietly as_root env DEBIAN_FRONTEND=noninteractive "${APT[@]}" install "$@"
}

distribution() { (. /etc/os-release 2>/dev/null && printf '%s-%s' "${ID:-unknown}" "${VERSION_ID:-0}"); }

# The release of PostgreSQL each system carries.
packaged_postgres() {
    case $(distribution) in
        debian-12) echo 15 ;;
        debian-13) echo 17 ;;
        ubuntu-24.04) echo 16 ;;
        *) die "未支持的系统 / unsupported system: $(distribution)。请自行安装 PostgreSQL 15+ 与 pgvector / install PostgreSQL 15+ and pgvector yourself, or set PALM__Database." ;;
    esac
}

# The package would start a cluster of its own on TCP port 5432; ours is private, so it is told not to.
install_postgres() {
    local version; version=$(packaged_postgres)
    if ! [ -e /etc/postgresql-common/createcluster.conf ]; then
        install_packages postgresql-common
        as_root sed -i 's/^#\?\s*create_main_cluster\s*=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    install_packages "postgresql-$version"
}

has_pgvector() { [ -e "$("$1/pg_config" --sharedir)/extension/vector.control" ]; }

install_pgvector() {
    local bin=$1 version
    version=$("$bin/pg_config" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    case $(distribution) in
        debian-12) build_pgvector "$bin" "$version" ;;
        *) install_packages "postgresql-$version-pgvector" ;;
    esac
}

# Debian 12 has no pgvector package, but the next release's source builds here in seconds. Everything apt fetches for it
# stays in a scratch folder: the machine's own lists and sources are not touched.
build_pgvector() {
    local bin=$1 version=$2 mirror
    root_or_leave "编译并安装 pgvector" "building and installing pgvector"
    local needed=()
    command -v gcc >/dev/null || needed+=(gcc libc6-dev)
    command -v make >/dev/null || needed+=(make)
    command -v dpkg-source >/dev/null || needed+=(dpkg-dev)
    command -v patch >/dev/null || needed+=(patch)
    command -v xz >/dev/null || needed+=(xz-utils)
    [ "${#needed[@]}" = 0 ] || install_packages "${needed[@]}"
    refresh_packages

    step "编译 pgvector / building pgvector for PostgreSQL $version"
    scratch=$(mktemp -d); chmod 755 "$scratch"
    mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial"
    mirror=$(debian_mirror)
    printf 'deb-src %s%s trixie main\n' "$(signed_by)" "$mirror" > "$scratch/sources.list"
    local apt=(apt-get -qq -o "Dir::Etc::SourceList=$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$scratch/lists" -o "Dir::Cache=$scratch/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3)
    # As root where we can: then apt's own configuration (proxies, credentials) is readable too.
    cd "$scratch"
    quietly as_root "${apt[@]}" update
    quietly as_root "${apt[@]}" source pgvector
    as_root chown -R "$(id -u):$(id -g)" "$scratch"
    local source; source=$(find "$scratch" -maxdepth 1 -type d -name 'pgvector-*' | head -1)
    [ -n "$source" ] || die "取不到 pgvector 源码包 / the pgvector source package could not be fetched"

    # OPTFLAGS empty: no -march=native, so the library also runs on another processor. Bitcode (clang, llvm) is not needed.
    local config; config=$(postgres_headers "$bin" "$version")
    local options=(OPTFLAGS= with_llvm=no "PG_CONFIG=$config")
    quietly make -s -C "$source" "${options[@]}"
    quietly as_root make -s -C "$source" "${options[@]}" install
    cd /; rm -rf "$scratch"; scratch=
}

# Where this machine already gets its Debian packages from.
debian_mirror() {
    local codename; codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-bookworm}")
    local found; found=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 2>/dev/null |
        awk -v release="$codename" '$2 == release && $3 == "main" { print $1; exit }')
    [ -n "$found" ] || die "没有找到本机的 Debian 软件源 / this machine names no Debian source for $codename: apt-get update"
    printf '%s' "$found"
}

signed_by() {
    local keys=/usr/share/keyrings/debian-archive-keyring.gpg
    [ ! -e "$keys" ] || printf '[signed-by=%s] ' "$keys"
}

# A pg_config whose server headers exist. The development package drags in all of clang, so when it is not installed
# its files are unpacked into the scratch folder instead, and a small pg_config points there.
postgres_headers() {
    local bin=$1 version=$2
    if [ -e "$("$bin/pg_config" --includedir-server)/postgres.h" ]; then
        printf '%s' "$bin/pg_config"; return
    fi
    quietly apt-get -qq -o APT::Sandbox::User=root download "postgresql-server-dev-$version"
    dpkg-deb -x postgresql-server-dev-*.deb dev
    cat > "$scratch/pg_config" <<WRAPPER
#!/bin/sh
case \$1 in
    --includedir-server|--includedir|--pkgincludedir) echo "$scratch/dev\$("$bin/pg_config" \$1)" ;;
    *) exec "$bin/pg_config" "\$@" ;;
esac
WRAPPER
    chmod 755 "$scratch/pg_config"
    printf '%s' "$scratch/pg_config"
}

need_dotnet() {
    command -v dotnet >/dev/null || die "请先安装 .NET SDK 10 / install the .NET SDK 10 first (Ubuntu 24.04: apt-get install dotnet-sdk-10.0; Debian: the vendor's package)."
}

need_database() {
    [ -z "${PALM__Database:-}" ] || return 0        # one's own PostgreSQL: nothing to install here
    local bin; bin=$(postgres_bin)
    if [ -z "$bin" ]; then install_postgres; bin=$(postgres_bin); fi
    has_pgvector "$bin" || install_pgvector "$bin"
    command -v setpriv >/dev/null || install_packages util-linux
}

need_npm() {
    if command -v npm >/dev/null && command -v node >/dev/null; then return; fi
    install_packages nodejs npm
}

need_browser() {
    local needed=()
    if [ -z "$(browser)" ]; then
        case $(distribution) in
            ubuntu-*) needed+=(chromium-browser) ;;     # brings the snap; where snaps do not run, set PALM_TEST_CHROMIUM
            *) needed+=(chromium) ;;
        esac
    fi
    [ -n "$(find /usr/share/fonts -iname '*NotoSansCJK*' -print -quit 2>/dev/null)" ] || needed+=(fonts-noto-cjk)
    [ "${#needed[@]}" = 0 ] || install_packages "${needed[@]}"
}

# Charts are drawn with a Chinese font; the smallest one packaged will do where none is there.
need_chart_font() {
    [ -z "$(find /usr/share/fonts /usr/local/share/fonts \( -iname '*NotoSansCJK*' -o -iname 'SourceHanSans*' -o -iname 'wqy-*' \) -print -quit 2>/dev/null)" ] || return 0
    [ -z "${PALM__ChartFont:-}" ] || return 0
    # Everything but pictures works without it: who may not install packages goes on.
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        step "没有中文字体，画不了图；请安装 fonts-wqy-microhei / no Chinese font, charts cannot be drawn; please install fonts-wqy-microhei"
        return 0
    fi
    install_packages fonts-wqy-microhei
}

setup() {
    need_dotnet
    need_database
    need_chart_font
    [ -e "$WEB_PROJECT/wwwroot/vendor/.restored" ] || need_npm
    [ "${1:-}" != --tests ] || need_browser
}

setup "$@"
