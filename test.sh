#!/usr/bin/env bash
# Runs every test. Installs what the full suite needs (chromium, PostgreSQL) where it may; otherwise those
# tests skip and say so. The last line sums all test projects: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")"

installed() { command -v "$1" >/dev/null 2>&1; }
postgres_here() { installed initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
chromium_here() { [ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ]; }

packages=()
chromium_here || packages+=(chromium)
postgres_here || packages+=(postgresql)
if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && installed apt-get; then
    echo "Installing ${packages[*]} for the full suite ..." >&2
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 \
      || echo "Could not install ${packages[*]}: the tests that need them will be skipped." >&2
  else
    echo "NOT HERE: ${packages[*]}. The tests that need them will be skipped; install them for the full suite." >&2
  fi
fi

dotnet build Duet.slnx --nologo -v quiet "$@" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# Nothing here runs long enough for the code that profiles itself to earn its cost back: a third of the time.
export DOTNET_TieredPGO=0
# A test that waits for ever fails by its name.
export DUET_TEST_MINUTES=6

# Into a file, not a pipe: a pipe stays open as long as any process that a test started and left behind.
# A program that hangs is killed after its minutes, and what it was running then is named.
run() { # PROJECT MINUTES LOG
  timeout --kill-after=20 "$2m" "artifacts/bin/$1/debug/$1" -noColor -longRunning 120 > "$3" 2>&1 < /dev/null &
  local tests=$!
  tail --pid=$tests -n +1 -f "$3" | grep -a --line-buffered -E '\[(FAIL|SKIP)\]|Long Running|Cleanup Failure|^ {4,}|Total:' >&2
  wait "$tests"
}

passed=0; failed=0; skipped=0; status=0
failures=$(mktemp)
for project in Duet.Engine.Tests:10 Duet.Tests:40 Duet.BrowserTests:20; do
  minutes=${project#*:}; project=${project%:*}
  echo "== $project" >&2
  log=$(mktemp)
  run "$project" "$minutes" "$log"
  code=$?
  summary=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    echo "$project ended with $code before it was through (124 and 137: it took more than $minutes minutes)." | tee -a "$failures" >&2
    { grep -a 'Long Running' "$log" | tail -n 5; tail -n 20 "$log"; } | tee -a "$failures" >&2
    failed=$((failed + 1)); status=1
  else
    read -r total errors bad skips < <(echo "$summary" | grep -oE '[0-9]+' | tr '\n' ' ')
    passed=$((passed + total - bad - skips)); failed=$((failed + bad + errors)); skipped=$((skipped + skips))
    [ "$code" = 0 ] || status=1
  fi
  grep -aE -A 12 '\[FAIL\]|Cleanup Failure' "$log" >> "$failures"
  rm -f "$log"
done
[ "$failed" = 0 ] || status=1
# Whoever reads only the end of a long log sees what to look at.
[ -s "$failures" ] && { echo "== What failed" >&2; head -n 80 "$failures" >&2; }
rm -f "$failures"
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
