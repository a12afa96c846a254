#!/bin/sh
# Prints what starts cost: processor time of commands and of the window until its preview can be used, and the window's memory at rest.
# Build first: ./mvnw -q -DskipTests -Pstartup-cache package
# Usage: .ci/measure-start.sh [runs]    The window is a real one where there is a DISPLAY or Xvfb.
set -eu
cd "$(dirname "$0")/.."
. .mvn/find-jdk.sh
. .ci/display.sh
runs=${1:-5}
dist=app/target/dist
FLOTILLA_JAVA_HOME=$JAVA_HOME
export FLOTILLA_JAVA_HOME
work=$(mktemp -d)
trap 'rm -rf "$work"; end_display' EXIT
cp -r sample-configs/quickstart-karmada "$work/workspace"

# Processor seconds of a command, user and system, the median of the runs.
median_cpu() {
  i=0
  while [ $i -lt "$runs" ]; do
    i=$((i + 1))
    bash -c 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1' measure "$@" 2>&1 | awk '{ print $1 + $2 }'
  done | sort -n | awk '{ all[NR] = $1 } END { printf "%.2f", all[int((NR + 1) / 2)] }'
}

mkdir "$work/hello"
cat >"$work/hello/Hello.java" <<'JAVA'
public class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
JAVA
"$JAVA_HOME/bin/javac" -d "$work/hello" "$work/hello/Hello.java"
printf '%s s of processor time: a JVM that says hello\n' \
  "$(median_cpu "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/hello" Hello)"
for command in --version "validate $work/workspace" "plan $work/workspace -o json" "render $work/workspace"; do
  # shellcheck disable=SC2086 -- words
  printf '%s s of processor time: flotilla %s\n' "$(median_cpu "$dist/bin/flotilla" $command)" "${command%% *}"
done

# shellcheck disable=SC2086 -- words
set -- $display_flags
[ ! -r $dist/cache/window.aot ] || set -- "$@" -XX:AOTCache=$dist/cache/window.aot
for jar in $dist/lib/flotilla-app-*.jar; do :; done
# as the start script does
GDK_GL=disable
export GDK_GL
i=0
while [ $i -lt "$runs" ]; do
  i=$((i + 1))
  # shellcheck disable=SC2046 -- the flags are words
  XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state "$JAVA_HOME/bin/java" "$@" $(cat $dist/lib/jvm.flags) \
    --module-path=$dist/javafx --add-modules=javafx.controls \
    -cp "$jar:app/target/test-classes" dev.flotilla.app.StartBench "$work/workspace"
done
