#!/bin/sh
# Sets up what the program (runtime) or its checks (development) need: system libraries through
# apt where there is root or sudo, then a virtual environment from the hashed lock.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}

# What Qt and the virtual environment need on Debian and its relatives.
packages="python3-venv libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxkbcommon-x11-0"
[ "$kind" = development ] && packages="$packages xvfb xdotool xclip openbox poppler-utils"

installed() {
    status=$(dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null || true)
    case "$status" in *"install ok installed"*) return 0 ;; esac
    # Newer releases renamed some libraries with a t64 ending.
    status=$(dpkg-query -W -f '${Status}\n' "${1}t64" 2>/dev/null || true)
    case "$status" in *"install ok installed"*) return 0 ;; *) return 1 ;; esac
}

# A python3 that is not Debian's brings its own venv module.
python=${PYTHON:-python3}
if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    packages=$(printf '%s ' $packages | sed 's/python3-venv//')
fi

if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in $packages; do installed "$package" || missing="$missing $package"; done
    if [ -n "$missing" ]; then
        if [ "$(id -u)" = 0 ]; then sudo=""
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo="sudo"
        elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then sudo="sudo"
        else
            echo "These system packages are missing and this account may not install them." >&2
            echo "Ask an administrator to run:" >&2
            echo "  apt-get update && apt-get install -y --no-install-recommends$missing" >&2
            exit 1
        fi
        echo "Installing system packages:$missing"
        $sudo apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
fi

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "carttrack needs Python 3.11 or newer; $("$python" --version 2>&1) was found." >&2
    echo "Install a newer one, or name it: make PYTHON=/path/to/python3.11 run" >&2
    exit 1
}

lock=requirements.lock
[ "$kind" = development ] && lock=requirements-dev.lock
stamp=.venv/.set-up-from-$(cksum < "$lock" | cut -d' ' -f1)-$(cksum < pyproject.toml | cut -d' ' -f1)
if [ ! -e "$stamp" ]; then
    if ! .venv/bin/python -c pass 2>/dev/null; then
        rm -rf .venv
        "$python" -m venv .venv
    fi
    echo "Installing Python packages from $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    : > "$stamp"
fi
