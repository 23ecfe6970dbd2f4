#!/bin/sh
# Sees to it that the browser tests find a Chromium: takes the one that is there, else installs Debian's (as root).
set -u

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need Chromium: install the system's 'chromium' package, then run this again." >&2
    exit 1
fi

echo "Installing Chromium for the browser tests." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core fonts-liberation; } >"$log" 2>&1 </dev/null
then
    tail -n 20 "$log" >&2
    echo "Chromium could not be installed: the lines above are apt-get's; install the 'chromium' package by hand." >&2
    exit 1
fi
