#!/usr/bin/env bash
# Measures the action's image: the start of the command compared with another publisher's command, and a complete
# publish against the sandbox. All runs alternate on this machine. Requires root, node with npm, and the requirements of
# .ci/image. Prints Markdown.
# Usage: benchmarks/action.sh [REPETITIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/target/benchmark
mkdir -p "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @vscode/vsce@3.9.2 > /dev/null 2>&1
PX_REPETITIONS="${1:-9}" PX_VSCE="$work/node_modules/.bin/vsce" .ci/image benchmarks/action.py
