#!/bin/sh
# Opens a workspace with many simulated members in a window, does the main job there, and prints for each step how long the window did
# not react and why. Build first: ./mvnw -q -DskipTests package
# Usage: .ci/measure-large-fleet.sh [members] [objects] [folder for pictures]
# The window is a real one: on DISPLAY, or on an Xvfb of its own.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
. .ci/display.sh
# shellcheck disable=SC2046,SC2086 -- the flags are words
"$JAVA_HOME/bin/java" -Dmembers="${1:-20}" -Dobjects="${2:-10}" -Dpictures="${3-}" $display_flags \
  $(cat app/target/dist/lib/jvm.flags) --module-path=app/target/javafx --add-modules=javafx.controls \
  -cp "app/target/test-classes:app/target/dist/lib/*" dev.flotilla.app.LargeFleetBench
