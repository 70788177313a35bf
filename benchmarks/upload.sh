#!/usr/bin/env bash
# Measures uploads over TLS against curl: 1 GiB on loopback, and 64 MiB over a link with delay and loss, which needs root. Prints Markdown.
# Usage: benchmarks/upload.sh [loopback] [lossy]
set -euo pipefail
cd "$(dirname "$0")/.."
./px-plugin version > /dev/null
work=$PWD/target/benchmark
mkdir -p "$work"
javac -d "$work" -cp 'action/target/px-plugin/lib/*' benchmarks/Upload.java
# The options that px-plugin starts Java with.
options="@packaging/jvm.options -XX:SharedArchiveFile=action/target/px-plugin/classes.jsa"
PX_JAVA_OPTIONS="$options" PX_CLASSPATH="action/target/px-plugin/lib/*:$work" exec python3 benchmarks/upload.py "$@"
