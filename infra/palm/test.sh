#!/usr/bin/env bash
# ./palm test [FILTER]: all tests, on a PostgreSQL made for this run. Closes with "N passed, N failed".
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

filter=${1:-}
results=$PALM_ROOT/artifacts/tests
passed=0 failed=0 skipped=0

# The tests bring their own settings: none of an installation may reach them.
unset "${!PALM__@}" ASPNETCORE_URLS ASPNETCORE_ENVIRONMENT
"$PALM_ROOT/infra/palm/setup.sh" --tests
"$PALM_ROOT/infra/palm/build.sh" PalmAssistant.sln Debug
scratch=$(mktemp -d /tmp/palm-test-XXXXXX); chmod 755 "$scratch"
# What a test leaves in the temporary folder goes with the run.
export TMPDIR=$scratch/tmp; mkdir -m 1777 "$TMPDIR"
trap '"$CLUSTER" stop "$scratch" >/dev/null 2>&1 || true; rm -rf "$scratch"' EXIT
PALM_TEST_CHROMIUM=$(browser); export PALM_TEST_CHROMIUM
export PALM_CLUSTER_THROWAWAY=1
# Should this run be killed outright, the keeper still stops the server.
setsid "$CLUSTER" keep "$scratch" $$ </dev/null >/dev/null 2>&1 &
"$CLUSTER" start "$scratch" $$
PALM_TEST_DATABASE=$("$CLUSTER" admin-url "$scratch"); export PALM_TEST_DATABASE
rm -rf "$results"; mkdir -p "$results"

count() { grep -o "<assembly [^>]*" "$1" | grep -oE "[ ]$2=\"[0-9]+\"" | grep -oE '[0-9]+' | awk '{ n += $1 } END { print n + 0 }'; }

run_project() {
    local name=$1 code=0 report ran
    report=$results/$1.xml
    step "$name"
    local options=(-noLogo -noColor -result-xml "$report")
    [ -z "$filter" ] || options+=(-displayName "*$filter*")
    timeout --kill-after=30 "${PALM_TEST_TIMEOUT:-25m}" "$PALM_ROOT/tests/$name/bin/Debug/net10.0/$name" "${options[@]}" </dev/null || code=$?
    if ! [ -s "$report" ]; then
        say "palm: $name 没有跑完（退出码 $code）/ did not finish (exit code $code)"
        failed=$((failed + 1)); return
    fi
    passed=$((passed + $(count "$report" passed)))
    skipped=$((skipped + $(count "$report" skipped)))
    ran=$(($(count "$report" failed) + $(count "$report" errors)))
    failed=$((failed + ran))
    # A bad end without a failed test, or a project in which nothing ran, is a failure too.
    if [ $code != 0 ] && [ $ran = 0 ]; then say "palm: $name 退出码 / exit code $code"; failed=$((failed + 1)); fi
    if [ -z "$filter" ] && [ "$(count "$report" total)" = 0 ]; then say "palm: $name 一个测试也没有 / ran no test"; failed=$((failed + 1)); fi
}

for project in PalmAssistant.Tests PalmAssistant.Database.Tests PalmAssistant.Browser.Tests; do run_project "$project"; done

summary="$passed passed, $failed failed"
[ $skipped = 0 ] || summary="$summary, $skipped skipped"
printf '%s\n' "$summary"
[ $failed = 0 ] && [ $passed -gt 0 ]
