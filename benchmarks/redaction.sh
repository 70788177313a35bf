#!/usr/bin/env bash
# Measures how fast logs are searched for secrets, by kind of text.
# Usage: benchmarks/redaction.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PX_CLASSPATH:-}" ]; then
  ./px-plugin version > /dev/null
  PX_CLASSPATH='action/target/px-plugin/lib/*'
fi
work=$PWD/target/benchmark
mkdir -p "$work"
javac -d "$work" -cp "$PX_CLASSPATH" benchmarks/Redaction.java
exec java -cp "$PX_CLASSPATH:$work" Redaction "$@"
