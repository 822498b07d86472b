#!/bin/sh
# Draws every screen (light, dark, 1366x768, 200 %) and every PDF page to build/screens/.
set -eu
cd "$(dirname "$0")/.."
out=build/screens
rm -rf "$out"
mkdir -p "$out"
export QT_QPA_PLATFORM=offscreen
draw() { QT_SCALE_FACTOR=$1 .venv/bin/python packaging/screenshots.py "$out/$2" "$3" "$4"; }
draw 1 light 1440x900 light
draw 1 dark 1440x900 dark
draw 1 1366x768 1366x768 light
draw 2 200-percent 1366x768 light
.venv/bin/python packaging/pages.py "$out/pages"
echo "$(find "$out" -name '*.png' | wc -l) pictures in $out"
