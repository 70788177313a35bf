#!/usr/bin/env bash
# Measures pack (hash, compress; sign if PX_SIGNING_KEY is set) against tar | pigz -6: time and peak memory. Prints Markdown.
# Usage: benchmarks/pack.sh [RUNS] [CORPUS] [node]
#   standard     408 MB of text-like files, random bytes and a JVM image (default)
#   small-files  100,000 files of 1 KB
#   large        4 GB of text-like and random content in files of 100 MB
#   real         modules of tools from npm, and programs from Debian written in Go and C++; installs them
#   identical    no times: packs the standard corpus with 1, 2 and 8 threads on each JDK whose home is in JDKS (separated by blanks), and
#                fails unless all packages have the same bytes
# With "node", npm pack and vsce package are measured as well. Reading the package again with verify is always measured.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PX_PLUGIN:-}" ]; then ./px-plugin version > /dev/null; fi
exec python3 benchmarks/pack.py "${1:-5}" "${2:-standard}" "${@:3}"
