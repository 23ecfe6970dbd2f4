"""Wheel and source release: what is in them, and that they install where there is nothing of ours."""

from __future__ import annotations

import json
import resource
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from goodoffices._extras import EXTRAS
from tests.conftest import CAIRO
from tests.packaging.installing import ROOT, Built, Environment, build, clean, requirements

#: Minutes: what of it is fast is tested elsewhere every time.
pytestmark = pytest.mark.nightly


def names(archive: Path) -> set[str]:
    if archive.suffix == ".whl":
        return set(zipfile.ZipFile(archive).namelist())
    with tarfile.open(archive) as opened:
        return {one.name.partition("/")[2] for one in opened.getmembers() if one.isfile()}


def tracked() -> set[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=False, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout, so there is no list of what belongs to it")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_has_every_file_of_the_package_the_samples_and_the_licences(built: Built) -> None:
    packed = names(built.wheel)
    ours = {name.removeprefix("src/") for name in tracked() if name.startswith("src/")}
    samples = {f"goodoffices/{name}" for name in tracked() if name.startswith("examples/")}
    assert ours | samples <= packed
    assert {name for name in packed - ours - samples if ".dist-info/" not in name} == set()
    licences = {name.rpartition("/")[2] for name in packed if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}
    for kind in (
        ".onnx",
        ".mo",
        ".woff2",
        ".ttf",
        ".jinja",
        ".css",
        ".js",
        "OFL-Amiri.txt",
        "OFL-IBM-Plex.txt",
        "LICENSE-htmx.txt",
    ):
        assert any(name.endswith(kind) for name in packed), kind


def test_the_source_release_builds_the_same_wheel(built: Built, tmp_path: Path) -> None:
    released = names(built.sdist)
    needless = set[str]()
    assert {name for name in tracked() if name.split("/")[0] not in needless} <= released
    with tarfile.open(built.sdist) as opened:
        opened.extractall(tmp_path, filter="data")
    build(next(tmp_path.iterdir()), tmp_path / "again", "wheel")
    made = next((tmp_path / "again").glob("*.whl"))
    assert made.read_bytes() == built.wheel.read_bytes()


@pytest.fixture(scope="module")
def core(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an environment with the core alone."""
    made = Environment(tmp_path_factory.mktemp("core"), requirements())
    made.install(str(built.wheel))
    return made


def test_the_core_analyses_converts_and_simulates(core: Environment, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text((ROOT / "examples" / "cairo-2024-frame" / "case.yaml").read_text())
    for command in ("analyse", "deadlock"):
        done = core.run("goodoffices", command, case, "--json")
        assert (done.returncode, done.stderr) == (0, ""), command
        assert json.loads(done.stdout), command
    done = core.run("goodoffices", "simulate", ROOT / "examples" / "orrin-pass", "--rounds", "3", "--json")
    assert done.returncode == 0, done.stderr
    done = core.run("goodoffices", "convert", case, tmp_path / "case.json")
    assert done.returncode == 0, done.stderr
    talks = core.run("goodoffices", "replay", CAIRO / "talks.jsonl", tmp_path / "talks")
    assert talks.returncode == 0, talks.stderr
    assert core.run("goodoffices", "verify", tmp_path / "talks").returncode == 0
    out = tmp_path / "page.html"
    assert core.run("goodoffices", "analyse", case, "--save", out).returncode == 0
    assert "<h1" in out.read_text()


@pytest.mark.parametrize(
    ("extra", "command"),
    [
        ("reader", ["read", str(CAIRO / "case.yaml")]),
        ("web", ["demo"]),
        ("web", ["serve", "nowhere"]),
        ("web", ["backup", "nowhere", "out"]),
        ("postgres", ["replay", str(CAIRO / "talks.jsonl"), "pg", "--database", "postgresql:///none"]),
        ("documents", ["document", str(ROOT / "examples" / "tessen-river"), "out.docx"]),
        ("simulation", ["simulate", str(ROOT / "examples" / "cairo-2024-frame"), "--out", "runs"]),
        ("ray", ["simulate", str(ROOT / "examples" / "cairo-2024-frame"), "--on", "ray"]),
    ],
)
def test_what_needs_an_extra_says_which_in_one_sentence(
    core: Environment, extra: str, command: list[str], tmp_path: Path
) -> None:
    done = core.run("goodoffices", *command, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert f'pip install "goodoffices[{extra}]"' in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is begun"


def test_the_library_says_so_too(core: Environment) -> None:
    done = core.run("python", "-c", "import goodoffices; goodoffices.read('One said.\\nAnother said.')")
    assert "ExtraMissing" in done.stderr
    assert 'pip install "goodoffices[reader]"' in done.stderr.splitlines()[-1]


def test_help_is_there_at_once(core: Environment) -> None:
    core.run("goodoffices", "--help")
    taken = []
    for _ in range(5):
        # The processor's time: other tests run beside this one.
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = core.run("goodoffices", "--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert done.returncode == 0
    assert "analyse" in done.stdout
    assert min(taken) < 0.3


def test_the_web_extra_has_all_that_the_demonstration_needs(built: Built, tmp_path: Path) -> None:
    web = Environment(tmp_path / "web", [*requirements(), *requirements("web")])
    web.install(f"goodoffices[web] @ {built.wheel.as_uri()}")
    with subprocess.Popen(
        [str(web.bin / "goodoffices"), "demo", "--no-open"],
        stdout=subprocess.PIPE, text=True, env=clean(), cwd=tmp_path,
    ) as demo:  # fmt: skip
        assert demo.stdout is not None
        try:
            said = ""
            while "admin:keeper" not in said:
                line = demo.stdout.readline()
                assert line, "the demonstration ended"
                said += line
        finally:
            demo.terminate()
    link = next(word for word in said.split() if "/demonstration?as=" in word)
    assert link.startswith("http://127.0.0.1:")


def test_the_table_of_extras_is_that_of_the_package() -> None:
    from importlib.metadata import packages_distributions

    from tests.packaging.installing import canonical

    homes = packages_distributions()
    for extra, one in EXTRAS.items():
        listed = requirements(extra)
        direct = {canonical(each.name) for each in listed} - {"goodoffices", "uvloop"}
        brought = {canonical(home) for module in one.modules for home in homes[module]}
        # A pool is an extra of its own package.
        assert brought - {"psycopg-pool"} == direct, extra
        held = {name for each in listed if each.name == "goodoffices" for name in each.extras}
        assert held == set(one.holds), extra
    assert {name for each in requirements("all") for name in each.extras} == set(EXTRAS) - {
        "ray", "documents", "reader",
    }  # fmt: skip
