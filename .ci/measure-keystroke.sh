#!/bin/sh
# Prints percentiles of the time from a keystroke to the changed preview, headless. Build first: ./mvnw -q -DskipTests package
# Usage: .ci/measure-keystroke.sh [members]
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
# shellcheck disable=SC2046 -- the flags are words
exec "$JAVA_HOME/bin/java" -Dmembers="${1:-20}" -Dglass.platform=Headless -Dprism.order=sw $(cat app/target/dist/lib/jvm.flags) \
  --module-path=app/target/javafx --add-modules=javafx.controls \
  -cp "app/target/test-classes:app/target/dist/lib/*" dev.flotilla.app.KeystrokeBench
