#!/usr/bin/env bash
# Sets up and runs all tests on Debian 12: system packages, the clients that drive the built binary
# (from PyPI, in a virtual environment under .build/), then every test target.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

packages=(
    libsqlite3-dev libssl-dev
    # What the end-to-end tests use: clients from outside, disks of their own, a library without syncs.
    curl python3 python3-venv e2fsprogs mount util-linux gcc libc6-dev binutils sqlite3
    # QR codes, and a decoder that reads them back.
    libqrencode-dev zbar-tools
)
missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
        missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"
fi

# A real browser for the snippets of Schemas/snippets/: about 100 MB to fetch.
if ! command -v chromium-headless-shell >/dev/null && ! command -v chromium >/dev/null; then
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends chromium-headless-shell ||
        echo "NOT TESTED: there is no Chromium to install here; SnippetTests are skipped." >&2
fi

clients=.build/clients
if ! "$clients/bin/python" -c 'import standardwebhooks, jwt, jsonschema, prometheus_client' 2>/dev/null; then
    python3 -m venv "$clients"
    "$clients/bin/pip" install --quiet --disable-pip-version-check \
        standardwebhooks==1.1.0 PyJWT==2.10.1 jsonschema==4.26.0 prometheus-client==0.26.0
fi

# MERIT_TRAITS=QRCode: everything in a build with that trait.
traits=(${MERIT_TRAITS:+--traits "$MERIT_TRAITS"})
swift build --build-tests "${traits[@]}"
# The end-to-end tests restart whole processes and need the processors for them: they run alone.
swift test --skip-build "${traits[@]}" --skip EndToEndTests
swift test --skip-build "${traits[@]}" --filter EndToEndTests
# The README's first command, as it stands there.
bash Tests/readme-demo.sh
# What only a build with the trait QRCode has.
bash Tests/qr-codes.sh
