#!/usr/bin/env bash
# LoadTests/run.sh NAME: installs what the scenario needs from Debian, builds Merit for release, runs
# the scenario on loopback and prints one line: scenario ours peer ratio goal.
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:-}
case "$name" in
    redirect-cpu) packages=(nginx-light wrk procps python3) ;;
    journal) packages=(coreutils python3) ;;
    apply) packages=(sqlite3 python3) ;;
    simulate) packages=(python3 python3-venv) ;;
    rebuild | report) packages=(python3) ;;
    *)
        echo "usage: LoadTests/run.sh redirect-cpu|journal|apply|simulate|rebuild|report" >&2
        exit 2
        ;;
esac

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
        missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    as_root apt-get update -qq
    # Debian starts an installed nginx at once; ours has a configuration of its own.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"
    if [[ " ${missing[*]} " == *" nginx-light "* ]]; then
        as_root service nginx stop >/dev/null 2>&1 || true
    fi
fi

# Binaries made elsewhere are taken from MERIT_RELEASE (a folder that holds them).
export MERIT_RELEASE=${MERIT_RELEASE:-.build/release}
if [ "$MERIT_RELEASE" = .build/release ]; then
    swift build -c release --product merit
    swift build -c release --product merit-benchmarks
fi

exec python3 -B "LoadTests/$name.py"
