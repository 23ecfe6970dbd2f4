#!/bin/sh
# Sees to it that the tests find a Chromium, a PostgreSQL, a LibreOffice Writer, and Pango for PDFs: takes what is there,
# else installs Debian's (as root).
set -u

missing=""
found=no
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && found=yes
done
[ "$found" = yes ] || missing="chromium fonts-dejavu-core fonts-liberation"

found=no
command -v initdb >/dev/null 2>&1 && found=yes
for program in /usr/lib/postgresql/*/bin/initdb; do
    [ -x "$program" ] && found=yes
done
[ "$found" = yes ] || missing="$missing postgresql"

# The smallest that opens a DOCX: 86 MB to fetch, 260 MB on disk.
command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui"

found=no
for library in /usr/lib/*/libpangoft2-1.0.so.0 /usr/lib/libpangoft2-1.0.so.0 /usr/lib64/libpangoft2-1.0.so.0; do
    [ -e "$library" ] && found=yes
done
[ "$found" = yes ] || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these packages of the system: $missing. Install them, then run this again." >&2
    exit 1
fi

echo "Installing for the tests: $missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 - a list of packages
if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing; } \
    >"$log" 2>&1 </dev/null
then
    tail -n 20 "$log" >&2
    echo "They could not be installed: the lines above are apt-get's; install them by hand: $missing" >&2
    exit 1
fi
