#!/bin/sh
# Prints percentiles of the time from a key press to the pixels of the changed preview, at ten keystrokes a second.
# Build first: ./mvnw -q -DskipTests package
# Usage: .ci/measure-keystroke.sh [members] [--cpu]    --cpu: also the processor time of each thread
# The window is a real one: on DISPLAY, or on an Xvfb of its own. Without either it is drawn headless, where JavaFX copies every
# frame pixel by pixel on the FX thread and all is slower.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
. .ci/display.sh
members=20 cpu=false
for word; do
  case $word in --cpu) cpu=true ;; *) members=$word ;; esac
done
# shellcheck disable=SC2046,SC2086 -- the flags are words
"$JAVA_HOME/bin/java" -Dmembers="$members" -Dcpu=$cpu $display_flags \
  $(cat app/target/dist/lib/jvm.flags) --add-exports=javafx.graphics/com.sun.javafx.tk=ALL-UNNAMED \
  --module-path=app/target/javafx --add-modules=javafx.controls \
  -cp "app/target/test-classes:app/target/dist/lib/*" dev.flotilla.app.KeystrokeBench
