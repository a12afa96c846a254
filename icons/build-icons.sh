#!/bin/sh
# Makes every platform's icon from flotilla.svg. Needs rsvg-convert (librsvg2-bin) and python3.
set -eu
cd "$(dirname "$0")"
for size in 16 32 48 64 128 256 512; do
  rsvg-convert -w "$size" -h "$size" flotilla.svg -o "flotilla-$size.png"
done
python3 - <<'PY'
import pathlib, struct

def png(size):
    return pathlib.Path(f"flotilla-{size}.png").read_bytes()

# Windows: an icon directory whose entries are PNG files
sizes = [16, 32, 48, 64, 128, 256]
offset = 6 + 16 * len(sizes)
entries, images = b"", b""
for size in sizes:
    data = png(size)
    entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset + len(images))
    images += data
pathlib.Path("flotilla.ico").write_bytes(struct.pack("<HHH", 0, 1, len(sizes)) + entries + images)

# macOS: typed chunks, each a PNG file
kinds = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
body = b"".join(kind + struct.pack(">I", len(png(size)) + 8) + png(size) for size, kind in kinds.items())
pathlib.Path("flotilla.icns").write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)
PY
for size in 16 32 48 128 256; do
  cp "flotilla-$size.png" ../app/src/main/resources/dev/flotilla/app/theme/icons/
done
