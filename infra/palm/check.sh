#!/usr/bin/env bash
# ./palm check: everything that can be wrong without running the program.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$PALM_ROOT"
"$PALM_ROOT/infra/palm/setup.sh"
bad=0
check() { local what=$1; shift; step "$what"; "$@" || { say "palm: 没有通过 / not passed: $what"; bad=1; }; }

scripts() { git ls-files --cached --others --exclude-standard | while read -r file; do [ ! -f "$file" ] || ! head -c 64 "$file" | grep -qE '^#!.*\bbash' || echo "$file"; done; echo infra/palm/common.sh; }
scripts_parse() { local file ok=0; for file in $(scripts); do bash -n "$file" || ok=1; done; return $ok; }
# common.sh sets -e for all of them, which shellcheck does not see: hence no warnings about cd.
scripts_lint() { ! command -v shellcheck >/dev/null || scripts | xargs shellcheck -S warning -s bash -e SC2164; }
locks_current() { dotnet restore --locked-mode -v q; }
# A lock file names packages and their content, never the place they came from.
locks_neutral() { ! git grep -nE '"resolved": *"[a-z+]+:' -- '*package-lock.json' '*packages.lock.json'; }
builds_clean() { dotnet build PalmAssistant.sln --no-restore -v q --nologo -warnaserror; }
# Code style is checked by the build itself; what is left is blanks and line ends.
is_formatted() { dotnet format whitespace PalmAssistant.sln --no-restore --verify-no-changes -v q; }

check "脚本语法 / scripts parse" scripts_parse
check "shellcheck" scripts_lint
check "锁文件最新 / lock files are current" locks_current
check "锁文件不写来源 / lock files name no host" locks_neutral
check "编译无警告 / builds without a warning" builds_clean
check "格式 / format" is_formatted
[ $bad = 0 ] && say "全部通过 / all passed"
exit $bad
