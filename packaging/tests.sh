#!/bin/sh
# Runs the tests: all but the journeys offscreen on every core, then the journeys on a virtual screen.
set -eu
cd "$(dirname "$0")/.."
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -n auto --dist loadfile -m "not journey"
xvfb-run -a -s "-screen 0 1440x900x24" .venv/bin/python -m pytest -q -m journey
