#!/bin/sh
# Opens the program; without a display builds the sample clinic and exports its summaries instead.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec .venv/bin/carttrack
fi
echo "There is no display: building the sample clinic and exporting its visit summaries instead."
exec .venv/bin/carttrack sample --output build/sample
