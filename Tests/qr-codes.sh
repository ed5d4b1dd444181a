#!/usr/bin/env bash
# Builds what draws QR codes with the trait QRCode, in a folder of its own because a trait compiles
# every module of the package anew, and lets a decoder read a code. The other tests run without the
# trait; `MERIT_TRAITS=QRCode bash Tests/run.sh` runs all of them with it.
set -euo pipefail
cd "$(dirname "$0")/.."
build=(swift build --scratch-path .build/qr-codes --traits QRCode --product qrcode-probe)
"${build[@]}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
address=https://t.brand.example/r/0123456789abcdefghijABCDEFGHIJ
"$("${build[@]}" --show-bin-path)/qrcode-probe" "$address" "$folder"
read=$(zbarimg --nodbus --quiet --raw -Sdisable -Sqrcode.enable "$folder/code.png")
[ "$read" = "$address" ] || { echo "the code says: $read" >&2; exit 1; }
echo "QRCode: a decoder read $read"
