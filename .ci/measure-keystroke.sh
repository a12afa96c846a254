#!/bin/sh
# Prints percentiles of the time from a keystroke to the changed preview, headless. Build first: ./mvnw -q -DskipTests package
# Usage: .ci/measure-keystroke.sh [members]
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_25:-$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -1)}
test=$(ls -d "$HOME"/.m2/repository/org/jspecify/jspecify/*/*.jar | head -1)
exec "${java:-java}" -Dmembers="${1:-20}" -Dglass.platform=Headless -Dprism.order=sw -XX:+UseSerialGC -Xmx512m \
  --module-path=app/target/javafx --add-modules=javafx.controls --enable-native-access=javafx.graphics \
  --add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED --add-exports=javafx.base/com.sun.javafx.binding=ALL-UNNAMED \
  --add-exports=javafx.controls/com.sun.javafx.scene.control=ALL-UNNAMED \
  --add-exports=javafx.controls/com.sun.javafx.scene.control.behavior=ALL-UNNAMED \
  -cp "app/target/test-classes:app/target/dist/lib/*:$test" dev.flotilla.app.KeystrokeBench
