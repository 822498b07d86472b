#!/bin/sh
# Builds the frozen program and a Debian package, then tries what was built.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
version=$($python -c 'import carttrack; print(carttrack.__version__)')
# `command -v` finds objdump where PyInstaller will look for it.
command -v objdump >/dev/null 2>&1 || { echo "PyInstaller needs objdump: apt-get install -y binutils" >&2; exit 1; }

rm -rf build/package
mkdir -p build/package
$python -m PyInstaller --noconfirm --log-level WARN \
    --distpath build/package/dist --workpath build/package/work packaging/carttrack.spec
$python packaging/licences.py build/package/dist/carttrack/LICENCES.txt

echo "Trying the frozen program"
trial=build/package/trial
mkdir -p "$trial"
frozen=build/package/dist/carttrack/carttrack
export CARTTRACK_PASSPHRASE="a synthetic passphrase" QT_QPA_PLATFORM=offscreen
"$frozen" --version
"$frozen" demo --store "$trial/demo.ctdb" --today 2026-11-20
"$frozen" summary --store "$trial/demo.ctdb" --mrn 9000418 --today 2026-11-20 --output "$trial/summary.pdf"
"$frozen" verify --store "$trial/demo.ctdb"
# The window opens and stays open until it is asked to close.
"$frozen" --store "$trial/demo.ctdb" & window=$!
sleep 8
kill -TERM $window
wait $window

root=build/package/deb
mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/usr/share/applications" \
    "$root/usr/share/icons/hicolor/scalable/apps" "$root/usr/share/doc/carttrack"
cp -r build/package/dist/carttrack "$root/usr/lib/carttrack"
ln -s ../lib/carttrack/carttrack "$root/usr/bin/carttrack"
cp packaging/carttrack.desktop "$root/usr/share/applications/"
cp packaging/carttrack.svg "$root/usr/share/icons/hicolor/scalable/apps/"
cp build/package/dist/carttrack/LICENCES.txt "$root/usr/share/doc/carttrack/copyright"
cat > "$root/DEBIAN/control" <<CONTROL
Package: carttrack
Version: $version
Section: science
Priority: optional
Architecture: $(dpkg --print-architecture)
Maintainer: The carttrack developers <carttrack@example.invalid>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.36), libgl1, libegl1, libglib2.0-0 | libglib2.0-0t64, libfontconfig1, libdbus-1-3, libxkbcommon0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon-x11-0
Description: CAR T case tracking for clinics
 Records CAR T patients from referral to year 15: pathway, CRS and ICANS grades
 by the ASTCT consensus, follow-up, and visit summaries as PDF. Works offline
 on an encrypted file. Not certified as a medical device.
CONTROL
chmod -R u=rwX,go=rX "$root"
dpkg-deb --root-owner-group -Zxz --build "$root" "build/package/carttrack_${version}_$(dpkg --print-architecture).deb"
ls -lh build/package/*.deb
