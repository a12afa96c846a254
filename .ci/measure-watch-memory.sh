#!/bin/sh
# Watches 10 members with 5,000 objects each, all changing, and prints the memory that this takes. The members are played by
# another process. Build first: ./mvnw -q -DskipTests package
# Usage: .ci/measure-watch-memory.sh [minutes] [members] [objects] [changes a second on each member]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# shellcheck disable=SC2046 -- the flags are words
"$JAVA_HOME/bin/java" $(cat app/target/dist/lib/commands.flags) -cp "engine/target/test-classes:app/target/dist/lib/*" \
  dev.flotilla.engine.WatchMemory "$folder" "${2:-10}" "${3:-5000}" "${4:-20}" "${1:-10}" 15
