#!/usr/bin/env bash
# Runs the README's demo command as it stands there until it says where it answers, looks at each
# address, and ends it. Exits 0 where all of that works.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(sed -n '/^<!-- demo -->$/,/^```$/p' README.md | sed -n '/^```sh$/,/^```$/p' | sed '1d;$d')
[ -n "$command" ] || { echo "README.md names no demo command" >&2; exit 1; }
echo "README: $command"
# In a folder of its own, whatever a developer has lying about.
data=$PWD/.build/readme-demo
rm -rf "$data"
command=${command//merit-data/$data}

# A process group of its own, so that what the command starts ends with it.
output=$(mktemp)
set -m
bash -euo pipefail -c "$command" >"$output" 2>&1 &
demo=$!
set +m
finish() {
    kill -TERM -- "-$demo" 2>/dev/null || true
    wait "$demo" 2>/dev/null || true
    rm -f "$output"
}
trap finish EXIT

deadline=$((SECONDS + ${README_DEMO_SECONDS:-1500}))
until grep -q 'signed order webhooks' "$output"; do
    kill -0 "$demo" 2>/dev/null || { cat "$output"; echo "the demo ended by itself" >&2; exit 1; }
    [ "$SECONDS" -lt "$deadline" ] || { cat "$output"; echo "no addresses in time" >&2; exit 1; }
    sleep 1
done
tail -n 60 "$output"
link=$(grep -Eo 'http://[^ ]+/r/[0-9A-Za-z]{30}' "$output" | head -n 1)
location=$(curl -fsS -o /dev/null -w '%{http_code} %{redirect_url}' "$link")
# Each kind of destination carries the token in its own way; it stands there in plain letters.
[[ "$location" == 302*"${link##*/}"* ]] || { echo "the link leads nowhere: $location" >&2; exit 1; }
curl -fsS "${link%/r/*}/readyz" >/dev/null
grep -q difference "$output" || { echo "the demo printed no control totals" >&2; exit 1; }
echo "README: the demo's link was followed: $location"
