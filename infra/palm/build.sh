#!/usr/bin/env bash
# build.sh PROJECT CONFIGURATION: browser bundles, then the project, unless nothing changed since it was last built.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

project=$PALM_ROOT/$1 configuration=${2:-Release}
name=$(basename "$project" .sln)
artifacts=$PALM_ROOT/artifacts
mkdir -p "$artifacts"
# Two commands started at once must not build over each other.
exec 9>"$artifacts/build.lock"
flock -w 900 9 || die "另一个编译还没有结束 / another build is still going on"

restore_bundles() {
    local source=$WEB_PROJECT/wwwroot-src target=$WEB_PROJECT/wwwroot/vendor want
    want=$(cat "$source/package.json" "$source/package-lock.json" "$PALM_ROOT/infra/palm/bundles.mjs" | sha256sum)
    [ "$(cat "$target/.restored" 2>/dev/null)" != "$want" ] || return 0
    step "取浏览器组件 / fetching browser bundles"
    rm -f "$target/.restored"
    node "$PALM_ROOT/infra/palm/bundles.mjs" "$source" "$target" >&2
    printf '%s\n' "$want" > "$target/.restored"
}

# Names, sizes and times of everything a build reads.
stamp() {
    cd "$PALM_ROOT"
    local roots=(src prompts cards .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json)
    case $1 in tests/*|*.sln) roots+=(tests) ;; esac
    local here=() root
    for root in "${roots[@]}"; do [ ! -e "$root" ] || here+=("$root"); done
    find "${here[@]}" -type d \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum
}

restore_bundles
stamp_file=$artifacts/built-$name-$configuration
want=$(stamp "$1")
if [ "$(cat "$stamp_file" 2>/dev/null)" != "$want" ]; then
    step "编译 / building $name ($configuration)"
    # For running, not for judging: the analyzers have their say in ./palm test and ./palm check.
    quick=(); [ "$configuration" != Release ] || quick=(-p:RunAnalyzers=false -p:GenerateDocumentationFile=false)
    dotnet build "$project" -c "$configuration" "${quick[@]}" -v q --nologo -clp:NoSummary >"$artifacts/build.log" 2>&1 9>&- </dev/null ||
        { grep -E 'error|错误' "$artifacts/build.log" | sort -u | head -40 >&2 || tail -40 "$artifacts/build.log" >&2
          die "编译失败，详见 / the build failed, see $artifacts/build.log"; }
    printf '%s\n' "$want" > "$stamp_file"
fi
