#!/usr/bin/env bash
# Makes Flotilla's app image, and packages from it, with the jlink and jpackage of JDK 25.
#
#   installers/build.sh [--type app-image|deb|rpm|dmg|pkg|msi]... [--no-cache]
#
# Needs app/target/dist (./mvnw -q -DskipTests package) and JAVA_HOME at a JDK 25; `./mvnw -Pinstaller package` sees to both.
# jpackage makes packages only for the system it runs on. Default: app-image, and on Debian-like systems also deb.
# Result: installers/target/. --no-cache leaves out the start-up cache (an AOT cache of the classes a start needs).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
dist=$root/app/target/dist
target=$here/target
say() { printf 'installer: %s\n' "$*"; }
die() { printf 'installer: %s\n' "$*" >&2; exit 1; }

types=() cache=yes
while (($#)); do
  case $1 in
    --type) types+=("$2"); shift 2 ;;
    --no-cache) cache=no; shift ;;
    *) sed -n '2,9p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//' >&2; exit 2 ;;
  esac
done
[[ -n ${JAVA_HOME-} && -x $JAVA_HOME/bin/jpackage ]] || die "JAVA_HOME does not name a JDK with jpackage; use ./mvnw -Pinstaller package"
[[ -d $dist/lib ]] || die "no $dist/lib; run ./mvnw -q -DskipTests package first"
case $(uname -s) in
  Linux) platform=linux arch=$(uname -m) native='*.so' icon=$root/icons/flotilla-512.png config=$here/linux/jpackage.args ;;
  Darwin) platform=macos arch=$(uname -m) native='*.dylib' icon=$root/icons/flotilla.icns config=$here/macos/jpackage.args ;;
  *) platform=windows arch=amd64 native='*.dll' icon=$root/icons/flotilla.ico config=$here/windows/jpackage.args ;;
esac
[[ $arch == x86_64 ]] && arch=amd64
[[ $arch == arm64 ]] && arch=aarch64
if ((${#types[@]} == 0)); then
  types=(app-image)
  if [[ $platform == linux ]] && command -v dpkg-deb >/dev/null && command -v fakeroot >/dev/null; then types+=(deb); fi
fi
version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' "$root/pom.xml" | head -1)
read -r -a flags <"$dist/lib/jvm.flags"

rm -rf "$target/work" "$target/image"
mkdir -p "$target/work/jmods" "$target/image"

# JavaFX comes as jars with native libraries inside. As jmods they link into the runtime, and nothing is unpacked at start.
for jar in "$dist"/javafx/javafx-*-*-*.jar; do
  name=$(basename "$jar" | sed 's/^javafx-\([a-z]*\)-.*/\1/')
  part=$target/work/$name
  mkdir -p "$part/classes" "$part/native"
  (cd "$part/classes" && "$JAVA_HOME/bin/jar" xf "$jar" && rm -rf META-INF javafx-swt.jar)
  [[ -f $part/classes/module-info.class ]] || continue
  find "$part/classes" -name "$native" -exec mv {} "$part/native/" \;
  libs=()
  [[ -z $(ls "$part/native") ]] || libs=(--libs "$part/native")
  "$JAVA_HOME/bin/jmod" create --class-path "$part/classes" ${libs[@]+"${libs[@]}"} --target-platform "$platform-$arch" \
    "$target/work/jmods/javafx.$name.jmod"
done

say "linking the runtime"
"$JAVA_HOME/bin/jlink" --module-path "$target/work/jmods" --output "$target/work/runtime" \
  --strip-debug --no-header-files --no-man-pages --compress=zip-6 --include-locales=en,zh-CN \
  --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs,javafx.controls

options=()
for flag in "${flags[@]}"; do options+=(--java-options "$flag"); done
"$JAVA_HOME/bin/jpackage" --type app-image --name flotilla --app-version "$version" --vendor "The Flotilla authors" \
  --description "See what every cluster will get, before any cluster gets it" \
  --input "$dist/lib" --main-jar "flotilla-app-$version.jar" --main-class dev.flotilla.app.Launcher \
  --runtime-image "$target/work/runtime" --icon "$icon" --dest "$target/image" "${options[@]}" --java-options "-Dflotilla.samples=\$APPDIR/samples"
if [[ $platform == macos ]]; then appdir=$target/image/flotilla.app/Contents/app start=$target/image/flotilla.app/Contents/MacOS/flotilla
elif [[ $platform == windows ]]; then appdir=$target/image/flotilla/app start=$target/image/flotilla/flotilla.exe
else appdir=$target/image/flotilla/lib/app start=$target/image/flotilla/bin/flotilla; fi
cp -r "$root/sample-configs" "$appdir/samples"
[[ $platform != linux ]] || cp "$here/linux/flotilla-mime.xml" "$appdir/"

# The cache is trained on a tour of every page, which is what a start and the first minutes load.
if [[ $cache == yes ]]; then
  say "training the start-up cache"
  cfg=$appdir/flotilla.cfg
  cp "$cfg" "$target/work/flotilla.cfg"
  sed -i.bak 's|^\[JavaOptions\]|&\njava-options=-XX:AOTCacheOutput=$APPDIR/flotilla.aot|' "$cfg"
  "$start" tour --out "$target/work/tour" "$appdir/samples/quickstart-karmada" >"$target/work/training.log" 2>&1 || {
    tail -20 "$target/work/training.log" >&2
    die "the training run failed"
  }
  [[ -s $appdir/flotilla.aot ]] || { tail -20 "$target/work/training.log" >&2; die "the training run wrote no cache"; }
  cp "$target/work/flotilla.cfg" "$cfg"
  sed -i.bak 's|^\[JavaOptions\]|&\njava-options=-XX:AOTCache=$APPDIR/flotilla.aot|' "$cfg"
  rm -f "$cfg.bak"
fi
say "app image: $(dirname "$(dirname "$start")"), $(du -sh "$target/image" | cut -f1)"

for type in "${types[@]}"; do
  [[ $type == app-image ]] && continue
  say "packing $type"
  image=$target/image/flotilla
  [[ $platform == macos ]] && image=$target/image/flotilla.app
  (cd "$here/$platform" && "$JAVA_HOME/bin/jpackage" --type "$type" --name flotilla --app-version "$version" --app-image "$image" \
    --vendor "The Flotilla authors" --license-file "$root/LICENSE" --dest "$target" "@$config")
done
ls -lh "$target" | sed -n '2,$p'
