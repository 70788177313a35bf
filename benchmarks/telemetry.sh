#!/usr/bin/env bash
# Measures the collector (events per second, and /metrics with many events in its database) and what telemetry, metrics, traces and the
# audit log add to a publish, with sinks that accept everything and with sinks that hang.
# Usage: benchmarks/telemetry.sh intake [SECONDS] [EVENTS] | cost [PAIRS]
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PX_CLASSPATH:-}" ]; then
  ./px-plugin version > /dev/null
  PX_CLASSPATH='action/target/px-plugin/lib/*'
  PX_JAVA_OPTIONS="@packaging/jvm.options -XX:SharedArchiveFile=action/target/px-plugin/classes.jsa"
fi
work=$PWD/target/benchmark
mkdir -p "$work"
javac -d "$work" -cp "$PX_CLASSPATH" benchmarks/Telemetry.java
export PX_CLASSPATH="$PX_CLASSPATH:$work" PX_JAVA_OPTIONS="${PX_JAVA_OPTIONS:-}"
case "${1:-}" in
  intake) exec python3 benchmarks/telemetry.py intake "${2:-30}" "${3:-10000000}" ;;
  cost) exec python3 benchmarks/telemetry.py cost "${2:-20}" ;;
  *) sed -n 's/^# Usage: //p' "$0" >&2; exit 2 ;;
esac
