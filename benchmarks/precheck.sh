#!/usr/bin/env bash
# Measures prechecks of a plugin with 2,000 and with 100,000 small files: time and peak memory. Prints Markdown.
# Usage: benchmarks/precheck.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PX_PLUGIN:-}" ]; then ./px-plugin version > /dev/null; fi
exec python3 benchmarks/precheck.py "${1:-5}"
