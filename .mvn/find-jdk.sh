# Sourced by mvnw: points JAVA_HOME at a JDK 25, wherever this machine keeps one, or says how to get one.
# Searched in this order: JAVA_HOME, JDK_HOME, JAVA25_HOME, `java` on the PATH, then the places where
# package managers and version managers put JDKs.

flotilla_is_jdk25() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q 'version "25[."]'
  fi
}

flotilla_find_jdk25() {
  for home in "${JAVA_HOME-}" "${JDK_HOME-}" "${JAVA25_HOME-}" "${JAVA_HOME_25_X64-}"; do
    if [ -n "$home" ] && flotilla_is_jdk25 "$home"; then printf '%s\n' "$home"; return 0; fi
  done
  java=$(command -v java 2>/dev/null) || java=
  if [ -n "$java" ]; then
    java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
    home=${java%/bin/java}
    if flotilla_is_jdk25 "$home"; then printf '%s\n' "$home"; return 0; fi
  fi
  case $- in *f*) globbing=off ;; *) globbing=on ;; esac
  set +f
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jenv/versions/* "$HOME"/.jabba/jdk/* \
    "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if flotilla_is_jdk25 "$home"; then
      [ "$globbing" = on ] || set -f
      printf '%s\n' "$home"
      return 0
    fi
  done
  [ "$globbing" = on ] || set -f
  return 1
}

if ! JAVA_HOME=$(flotilla_find_jdk25); then
  cat >&2 <<'SAY'
Flotilla needs a JDK 25, and none was found on this machine.
Install one, for example from https://adoptium.net (Temurin 25), with your package manager
(openjdk-25-jdk) or with SDKMAN (sdk install java 25-tem), then run this command again.
A JDK in an unusual place is found through JAVA_HOME.
SAY
  exit 1
fi
export JAVA_HOME
