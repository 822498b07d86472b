#!/bin/sh
# Draws every screen (light, dark, 1366x768, 200 %) and every PDF page to build/screens/.
set -eu
cd "$(dirname "$0")/.."
out=build/screens
rm -rf "$out"
mkdir -p "$out"
# draw FOLDER SCALE LOOK WIDTH HEIGHT: the program on a virtual screen of that many pixels.
draw() {
    QT_QPA_PLATFORM=xcb QT_SCALE_FACTOR=$2 xvfb-run -a -s "-screen 0 $4x$5x24" \
        .venv/bin/python packaging/screenshots.py "$out/$1" "$3"
}
draw light 1 light 1440 900
draw dark 1 dark 1440 900
draw 1366x768 1 light 1366 768
draw 200-percent 2 light 2732 1536
.venv/bin/python packaging/pages.py "$out/pages"
echo "$(find "$out" -name '*.png' | wc -l) pictures in $out"
