#!/usr/bin/env bash
# Measures the action's image: how fast the command starts in it beside another publisher's command, and one whole publish against the sandbox.
# Everything in one run, alternating, on this machine. Needs root, node with npm, and what .ci/image needs. Prints Markdown.
# Usage: benchmarks/action.sh [REPETITIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/target/benchmark
mkdir -p "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work" @vscode/vsce@3.9.2 > /dev/null 2>&1
PX_REPETITIONS="${1:-9}" PX_VSCE="$work/node_modules/.bin/vsce" .ci/image benchmarks/action.py
