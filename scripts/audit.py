"""Audit what is installed: licences without a network; known vulnerabilities where their database can be reached.

`python -m scripts.audit` exits with 1 where something is wrong, and says in words what could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys

from scripts.licences import LET_THROUGH, REQUIREMENTS, known, pinned, problems

#: Seconds in which the database of vulnerabilities has to answer.
_PATIENCE = "15"


def main() -> int:
    """Run the audit."""
    wrong = list(problems())
    for one in wrong:
        print(one)
    print(
        f"Licences: {len(known())} packages, {len(LET_THROUGH)} of them let through by name, {len(wrong)} problems."
    )
    vulnerable = sum(_vulnerable(lock) for lock in ("runtime", "build"))
    return 1 if wrong or vulnerable else 0


def _vulnerable(lock: str) -> int:
    """Look a pinned list up; return how many of its packages have a known vulnerability."""
    path = REQUIREMENTS / f"{lock}.txt"
    command = [
        sys.executable, "-m", "pip_audit", "-r", str(path), "--no-deps", "--disable-pip", "--require-hashes",
        "--format", "json", "--progress-spinner", "off", "--timeout", _PATIENCE,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"Vulnerabilities of {path.name}: not looked up; the database needs a network ({last[:200]}).")
        return 0
    # What the database does not know is not sound for that.
    looked = [one for one in found if "skip_reason" not in one]
    bad = [one for one in looked if one["vulns"]]
    for one in bad:
        ids = ", ".join(each["id"] for each in one["vulns"])
        print(f"{one['name']} {one['version']}: {ids}")
    total = len({one.name for one in pinned(lock)})
    if len(looked) < len(found):
        print(
            f"Vulnerabilities of {path.name}: only {len(looked)} of {total} packages could be looked up; the "
            "others need the network, and the public database behind it."
        )
    else:
        print(
            f"Vulnerabilities of {path.name}: {total} packages looked up, {len(bad)} of them have known ones."
        )
    return len(bad)


if __name__ == "__main__":
    sys.exit(main())
