#!/usr/bin/env bash
# Measures pack (hash, compress; sign if PX_SIGNING_KEY is set) against tar | pigz -6, on 408 MB of text-like files, random bytes and a
# JVM image. Prints Markdown.
# Usage: benchmarks/pack.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
./px-plugin version > /dev/null
exec python3 benchmarks/pack.py "${1:-5}"
