#!/bin/sh
# Says in one sentence what is missing when "$PYTHON" cannot make our environment; says nothing when it can.
set -u
python=${PYTHON:-python3}

if ! command -v "$python" >/dev/null 2>&1; then
    echo "Good Offices needs Python 3.11 or newer, and there is no '$python' here: install it, or name one with 'make PYTHON=/path/to/python3.11'." >&2
    exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || echo "of unknown version")
    echo "Good Offices needs Python 3.11 or newer, and '$python' is $version: install a newer one, or name it with 'make PYTHON=/path/to/python3.11'." >&2
    exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "'$python' cannot make virtual environments: install its venv module (on Debian: apt-get install python3-venv)." >&2
    exit 2
fi
