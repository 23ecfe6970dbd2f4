"""Stands in for programs that need root, systemd or a network, where the guide for production is followed.

`python standing_in.py NAME ARGUMENTS…`. Each does what the real one would with the same files; what it cannot do
(install packages, be somebody else) it leaves out.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

#: A folder of the test's, beside the root.
PLACE = Path(os.environ["STANDING_IN"])
UNITS = PLACE / "root" / "etc" / "systemd" / "system"


def useradd(arguments: list[str]) -> None:
    """Make the home of a user."""
    home = Path(arguments[arguments.index("--home-dir") + 1])
    assert "--create-home" in arguments
    home.mkdir(parents=True)


def runuser(arguments: list[str]) -> None:
    """Run a command as somebody; to PostgreSQL it is somebody else."""
    assert (arguments[0], arguments[2]) == ("-u", "--")
    os.execvpe(arguments[3], arguments[3:], os.environ | {"PGUSER": arguments[1]})  # noqa: S606 - as it was asked for


def python3(arguments: list[str]) -> None:
    """Run Python; to an environment that it makes, packages are lent."""
    subprocess.run([sys.executable, *arguments], check=True)
    if arguments[:2] == ["-m", "venv"]:
        site = next(Path(arguments[2]).glob("lib/python*/site-packages"))
        (site / "lent.pth").write_text(f"{PLACE / 'lent'}\n")


def nginx(arguments: list[str]) -> None:
    """Look whether the site is there."""
    assert arguments == ["-t"]
    assert (PLACE / "root/etc/nginx/sites-enabled/goodoffices").read_text().count("talks.example.org") == 2


def systemctl(arguments: list[str]) -> None:
    """Start and stop what units say."""
    verb, *units = [one for one in arguments if not one.startswith("--")]
    if verb == "daemon-reload":
        assert sorted(UNITS.iterdir())
    for unit in units:
        if verb == "stop":
            _stop(unit)
        elif verb in ("start", "enable") and unit.endswith(".service"):
            _start(unit)
        else:
            assert (verb, unit) == ("reload", "nginx") or (UNITS / unit).exists()


def _start(unit: str) -> None:
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    read.read(UNITS / unit)
    service = read["Service"]
    file = Path(service["EnvironmentFile"]).read_text(encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if re.fullmatch(r"PATH|PG\w+|NUMBA\w+", name)}
    environment = kept | {"PGUSER": service["User"]} | dict(re.findall(r"(?m)^(\w+)=(.*)$", file))
    command = shlex.split(service["ExecStart"])
    if service.get("Type") == "oneshot":
        subprocess.run(command, env=environment, check=True, cwd="/")
        return
    with (PLACE / f"{unit}.log").open("ab") as log:
        process = subprocess.Popen(
            command, env=environment, cwd="/", stdout=log, stderr=log, start_new_session=True
        )
    (PLACE / f"{unit}.pid").write_text(str(process.pid))


def _stop(unit: str) -> None:
    pid = PLACE / f"{unit}.pid"
    if not pid.exists():
        return
    number = int(pid.read_text())
    pid.unlink()
    os.kill(number, signal.SIGTERM)
    for _ in range(200):
        # It is nobody's child any more; when it has ended it is gone.
        if not Path(f"/proc/{number}/exe").exists():
            return
        time.sleep(0.1)
    os.kill(number, signal.SIGKILL)
    raise SystemExit("it did not stop")


def main() -> None:
    """Be the program that was asked for."""
    name, *arguments = sys.argv[1:]
    if name != "apt-get":
        {"useradd": useradd, "runuser": runuser, "python3": python3, "nginx": nginx, "systemctl": systemctl}[
            name
        ](arguments)


if __name__ == "__main__":
    main()
