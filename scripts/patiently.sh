#!/bin/sh
# Runs a command that may be silent for minutes, and says every fifteen seconds that it still runs.
# The command stays in the foreground, so that Ctrl-C reaches it; its exit code is ours.
set -u

(
    trap 'kill "${nap:-}" 2>/dev/null; exit 0' TERM
    passed=0
    while kill -0 $$ 2>/dev/null; do
        sleep 15 >/dev/null 2>&1 &
        nap=$!
        wait "$nap"
        passed=$((passed + 15))
        echo "  … still at it, $passed seconds" >&2
    done
) &
teller=$!
trap 'kill "$teller" 2>/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Old versions of pip do not see that an extra named with "_" is the one declared with "-", and warn of nothing.
exec 3>&1
code=$({ { "$@" 3>&- 4>&-; echo $? >&4; } 2>&1 >&3 | grep -v "does not provide the extra 'html_clean'" >&2; } 4>&1)
exit "${code:-130}"
