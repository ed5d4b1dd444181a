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
    redirect-floor) packages=(wrk gcc libc6-dev python3) ;;
    redirect-latency | memory | soak) packages=(gcc libc6-dev python3) ;;
    order-webhooks) packages=(postgresql-15 wrk python3) ;;
    crash) packages=(gcc libc6-dev e2fsprogs mount python3) ;;
    *)
        echo "usage: LoadTests/run.sh redirect-cpu|redirect-floor|redirect-latency|journal|" >&2
        echo "    order-webhooks|apply|simulate|rebuild|report|memory|soak|crash" >&2
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
    # Debian gives an installed PostgreSQL a cluster and starts it; ours is a temporary one.
    if [[ " ${missing[*]} " == *" postgresql-15 "* && ! -e /etc/postgresql-common ]]; then
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' |
            as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # Debian starts an installed nginx at once; ours has a configuration of its own.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"
    if [[ " ${missing[*]} " == *" nginx-light "* ]]; then
        as_root service nginx stop >/dev/null 2>&1 || true
    fi
fi

# Peers, clients and libraries to preload, in C.
if [[ " ${packages[*]} " == *" gcc "* ]]; then
    programs=.build/loadtest-programs
    mkdir -p "$programs"
    for source in floor steady syncs; do
        cc -O2 -Wall -Wextra -Werror -o "$programs/$source" "LoadTests/Programs/$source.c"
    done
    for source in nosync nowrite failing clockstep; do
        cc -O2 -Wall -Wextra -Werror -shared -fPIC -o "$programs/$source.so" \
            "LoadTests/Programs/$source.c"
    done
fi

# Binaries made elsewhere are taken from MERIT_RELEASE (a folder that holds them).
export MERIT_RELEASE=${MERIT_RELEASE:-.build/release}
if [ "$MERIT_RELEASE" = .build/release ]; then
    swift build -c release --product merit
    swift build -c release --product merit-benchmarks
fi

exec python3 -B "LoadTests/$name.py"
