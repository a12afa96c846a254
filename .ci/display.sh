# Sourced by scripts that open a window: on DISPLAY, else on an Xvfb that ends with the script, else headless. Sets display_flags
# for the JVM. Keys reach a window only where a window manager gives it the focus, so Xvfb is used with openbox.

display_flags=
display_processes=
display_number=

end_display() {
  for process in $display_processes; do kill "$process" 2>/dev/null || true; done
  [ -z "$display_number" ] || rm -f "$display_number"
}

if [ -z "${DISPLAY-}" ]; then
  if command -v Xvfb >/dev/null && command -v openbox >/dev/null; then
    display_number=$(mktemp)
    trap end_display EXIT
    Xvfb -screen 0 1600x1000x24 -nolisten tcp -displayfd 3 3>"$display_number" 2>/dev/null &
    display_processes=$!
    while [ ! -s "$display_number" ] && kill -0 "$display_processes" 2>/dev/null; do sleep 0.1; done
    DISPLAY=:$(cat "$display_number")
    export DISPLAY
    openbox 2>/dev/null &
    display_processes="$! $display_processes"
  else
    display_flags='-Dglass.platform=Headless -Dprism.order=sw'
  fi
fi
