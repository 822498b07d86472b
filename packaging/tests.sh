#!/bin/sh
# Runs the tests: all but the journeys offscreen on every core, then the journeys, which start a
# virtual screen of their own and the program on it. Their stores stand in memory where there is
# room for them: thousands of small commits wait for a disk otherwise.
set -eu
cd "$(dirname "$0")/.."
room=$(df -Pk /dev/shm 2>/dev/null | awk 'END { print $4 + 0 }')
if [ -w /dev/shm ] && [ "$room" -gt 4000000 ]; then
    TMPDIR=$(mktemp -d /dev/shm/carttrack-tests.XXXXXX)
    chmod 755 "$TMPDIR" # some tests read a store as another user
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
    trap 'exit 130' INT TERM
fi
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -n auto --dist loadfile -m "not journey"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -q -m journey
