#!/usr/bin/env bash
# Installs the .deb from installers/target, uses it as a newcomer would, and removes it. Needs root on a Debian-like system.
#
#   installers/test-deb.sh [FILE.deb]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deb=${1:-$(ls "$here"/target/flotilla_*.deb)}
scratch=$(mktemp -d)
window=''
finish() {
  [[ -z $window ]] || kill -- -"$window" 2>/dev/null || true
  dpkg -r flotilla >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap finish EXIT
fail() { printf 'test-deb: FAILED: %s\n' "$*" >&2; exit 1; }
passed=0
pass() { passed=$((passed + 1)); printf 'test-deb: %s\n' "$*"; }

[[ $EUID == 0 ]] || fail "run as root: it installs a package"
apt-get -qq update || true # offline, what is installed may do
DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$deb" >"$scratch/install.log" 2>&1 || { cat "$scratch/install.log"; fail "install"; }
pass "installed $(dpkg-query -W flotilla)"

[[ $(readlink /usr/bin/flotilla) == /opt/flotilla/bin/flotilla ]] || fail "flotilla is not on the PATH"
export HOME=$scratch/home; mkdir -p "$HOME"
[[ -s /opt/flotilla/lib/app/flotilla.aot ]] || fail "no start-up cache"
flotilla --version | grep -q '0\.1\.0' || fail "flotilla --version"
pass "flotilla --version"

cp -r /opt/flotilla/lib/app/samples/quickstart-karmada "$scratch/workspace"
flotilla plan "$scratch/workspace" -o json >"$scratch/plan.json" || fail "flotilla plan"
tr -d ' \n' <"$scratch/plan.json" | grep -q '"placements":\[{"cluster":"karmada-worker01","replicas":1},{"cluster":"karmada-worker02","replicas":2}\]' \
  || { cat "$scratch/plan.json"; fail "the plan is not 1 and 2"; }
pass "flotilla plan gives 1 and 2 replicas"

[[ -r /usr/share/applications/flotilla.desktop ]] || fail "no desktop entry"
grep -qx 'Exec=env GDK_GL=disable /opt/flotilla/bin/flotilla %f' /usr/share/applications/flotilla.desktop || fail "the desktop entry starts something else"
[[ -r $(sed -n 's/^Icon=//p' /usr/share/applications/flotilla.desktop) ]] || fail "the desktop entry has no icon"
[[ -r /usr/share/mime/packages/flotilla.xml ]] || fail "nothing says that flotilla.yaml is Flotilla's"
pass "has a desktop entry with an icon, and flotilla.yaml belongs to it"

setsid xvfb-run -a -s "-screen 0 1600x1000x24" bash -c '
  openbox & sleep 1
  flotilla "$1" >"$2/window.log" 2>&1 &
  echo "$DISPLAY $XAUTHORITY" >"$2/display"; wait %2' _ "$scratch/workspace" "$scratch" &
window=$!
for _ in $(seq 120); do
  if [[ -s $scratch/display ]]; then
    read -r display authority <"$scratch/display"
    DISPLAY=$display XAUTHORITY=$authority xdotool search --onlyvisible --name 'Flotilla' >"$scratch/ids" 2>/dev/null && break
  fi
  sleep 0.5
done
[[ -s $scratch/ids ]] || { cat "$scratch/window.log"; fail "no window within a minute"; }
pass "opened its window"
kill -- -"$window" 2>/dev/null || true
window=''

dpkg -r flotilla >/dev/null
[[ ! -e /usr/bin/flotilla && ! -e /opt/flotilla/bin && ! -L /usr/share/applications/flotilla.desktop && ! -L /usr/share/mime/packages/flotilla.xml ]] || fail "removal left something behind"
pass "removed without a trace"
printf 'test-deb: %d passed, 0 failed\n' "$passed"
