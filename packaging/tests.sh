#!/bin/sh
# Runs the tests: all but the journeys offscreen on every core, then the journeys, which start a
# virtual screen of their own and the program on it.
set -eu
cd "$(dirname "$0")/.."
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -n auto --dist loadfile -m "not journey"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -m journey
