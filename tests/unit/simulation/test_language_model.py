"""A language model in a seat, on a server on this machine: what it is asked, told and believed, and what can go wrong."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import structs

from goodoffices.model import Additive, Case, Issue, Party
from goodoffices.model.issues import IntegerRange, RealRange
from goodoffices.model.preferences import Linear
from goodoffices.services.opening import open_scenario
from goodoffices.services.simulating import plan_of, simulate
from goodoffices.simulation.agents.model_heard import Unusable, object_in, package_in
from goodoffices.simulation.agents.model_server import LONGEST, server_of
from goodoffices.simulation.agents.model_told import briefing, points_of
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.naming import PROTOCOLS, agent_of, is_model, protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.alternating import Alternating
from goodoffices.simulation.protocols.course import Outcome
from goodoffices.simulation.scenario import scenario_of
from goodoffices.simulation.shocks import Shocks
from tests.language_server import KEY, Behaviour, Handler, completion, saying, sensible, serving, use
from tests.simulating import quarrel

QUARREL = scenario_of(quarrel(line=True))
ROOT = Path(__file__).resolve().parents[3]


def played(protocol: str = "alternating", agents: str = "model,conceder", **given: Any) -> Outcome:
    makers = [agent_of(one) for one in agents.split(",")]
    return play(QUARREL, protocol_of(protocol), makers, rounds=10, keeps=True, **given)


# ----------------------------------------------------------------------------------------------------- at the table


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("agent", ["model", "mandated(model)"])
def test_who_goes_by_what_is_written_in_the_questions_comes_to_agreements_that_are_acceptable(
    monkeypatch: pytest.MonkeyPatch, protocol: str, agent: str
) -> None:
    with serving(saying(sensible)) as stub:
        use(monkeypatch, stub)
        outcome = played(protocol, f"{agent},conceder", seed=(1,))
    assert stub.asked
    assert outcome.ended in ("agreement", "not approved at home", "broke off"), outcome.why
    if outcome.package is not None:
        assert QUARREL.acceptable[:, outcome.package].all()


def test_all_that_is_asked_at_a_table_is_asked_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = {'"walk"', '"first"', '"changes"', '"rungs"', "It is the last proposal", "else the talks go on"}
    for agent in ("model", "mandated(model)"):
        with serving(saying(sensible)) as stub:
            use(monkeypatch, stub)
            for protocol in ("alternating", "single-text", "proposals", "bids"):
                played(protocol, f"{agent},linear")
        questions = [body["messages"][1]["content"] for body in stub.bodies]
        assert {shape for shape in shapes if any(shape in one for one in questions)} == shapes, agent


def test_it_is_told_its_own_side_and_nothing_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = quarrel(line=True), quarrel(line=True)
    wants = one.parties[0].preferences
    assert isinstance(wants, Additive)
    twin = structs.replace(other.parties[1], preferences=structs.replace(wants, reservation=0.3))
    line = structs.replace(other.red_lines[0], party="b", requires=one.red_lines[0].requires)
    other = structs.replace(other, parties=(other.parties[0], twin), red_lines=(*other.red_lines, line))

    def asked(case: Case) -> list[bytes]:
        with serving(saying(lambda _: '{"do": "walk"}')) as stub:
            use(monkeypatch, stub)
            play(scenario_of(case), Alternating(), [agent_of("model"), agent_of("conceder")])
            return [body for _, _, body in stub.asked]

    assert asked(one) == asked(other), "what another side wants changes no byte of the first question"
    text = json.loads(asked(one)[0])["messages"][0]["content"]
    assert "No agreement is worth 0.1" in text
    assert "land: not “all”" in text
    assert '{"land":"none","water":"none"}, worth 1 to your side' in text


def test_the_same_run_asks_the_same_and_another_seed_another(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying(sensible)) as stub:
        use(monkeypatch, stub)
        runs = []
        for seed in (3, 3, 4):
            before = len(stub.asked)
            played(seed=(seed,), shocks=Shocks(leak=0.5))
            runs.append([body for _, _, body in stub.asked[before:]])
        path, headers, _ = stub.asked[0]
    assert runs[0] == runs[1]
    first, third = (json.loads(run[0]) for run in (runs[0], runs[2]))
    assert first["seed"] != third["seed"]
    assert (first["temperature"], first["model"], first["stream"]) == (0, "small", False)
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", f"Bearer {KEY}")


def test_it_knows_the_round_what_is_on_the_table_and_what_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    best = '{"do": "offer", "package": {"land": "none", "water": "none"}}'
    with serving(saying(lambda _: best)) as stub:
        use(monkeypatch, stub)
        assert (
            play(QUARREL, Alternating(), [agent_of("model"), agent_of("boulware")], rounds=3).ended
            == "deadline"
        )
    first, _, last = (body["messages"][1]["content"] for body in stub.bodies)
    assert first.startswith("Round 1 of 3.\nNothing is on the table yet.")
    assert "accept" not in first
    assert last.startswith(
        "Round 3 of 3, the last: after it there is no agreement.\nWhat passed so far:\n- round 1: you put"
    )
    assert "- round 2: another side put on the table: {" in last


# ------------------------------------------------------------------------------------ answers that cannot be used

ODD: dict[str, dict[str, str]] = {
    "alternating": {
        "": "there is no JSON object in it",
        "[1, 2]": "there is no JSON object in it",
        '{"a":' * 5000: "there is no JSON object in it",
        '{"do": "shout"}': "“do” has to be one of offer, walk, and not 'shout'",
        '{"do": "accept"}': "“do” has to be one of offer, walk",
        '{"do": "offer"}': "“package” has to be an object",
        '{"do": "offer", "package": {"land": "none"}}': "no option for water",
        '{"do": "offer", "package": {"land": "none", "water": "wine"}}': "“water” has no option 'wine'",
        '{"do": "offer", "package": {"land": ["none"], "water": {}}}': "“land” has no option ['none']",
        '{"do": "offer", "package": {"land": "none", "water": "all", "sea": 1}}': "there is no issue 'sea'",
        '{"do": "offer", "package": {"land": "all", "water": "none"}}': "your side's limits rule it out",
    },
    "proposals": {'{"answer": "perhaps"}': "“answer” has to be one of yes, no, and not 'perhaps'", '{"yes": 1}': "not None"},
    "bids": {'{"rungs": "1"}': "has to be a list of their numbers", '{"rungs": [0]}': "there is no rung 0", '{"rungs": [true]}': "there is no rung True"},
    "single-text": {
        '{"changes": [{"issue": "sea", "option": "all"}]}': "there is no issue 'sea'",
        '{"changes": ["all"]}': "a list of objects with “issue” and “option”",
        '{"changes": [' + ",".join(['{"issue": "land", "option": "half"}'] * 6) + "]}": "these are 6 changes, and 5 at most",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("protocol", "text"), [(name, text) for name, texts in ODD.items() for text in texts]
)
def test_what_cannot_be_used_is_told_and_then_stops_the_run_and_not_the_sweep(
    monkeypatch: pytest.MonkeyPatch, protocol: str, text: str
) -> None:
    with serving(saying(lambda _: text)) as stub:
        use(monkeypatch, stub)
        found = simulate(
            QUARREL.case, protocols=[protocol], agents=["model,linear", "linear"], mediated=["model,honest", "honest"],
            seeds=2,
        )  # fmt: skip
    odd, even = found.cells
    says = ODD[protocol][text]
    assert odd.ended == {"stopped": 2}
    assert odd.stopped.startswith(
        "the language model was stopped: 3 answers to one question could not be used"
    )
    assert says in odd.stopped
    assert (len(stub.asked), even.stopped) == (6, "")
    told = stub.bodies[2]["messages"]
    assert [one["role"] for one in told] == ["system", "user", "assistant", "user", "assistant", "user"]
    assert says in told[-1]["content"]


def test_a_model_that_is_told_what_was_wrong_can_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def says(messages: list[dict[str, str]]) -> str:
        return (
            "I accept everything!"
            if len(messages) < 6
            else f"<think>{{}}</think>Well:\n```json\n{sensible(messages)}\n```"
        )

    with serving(saying(says)) as stub:
        use(monkeypatch, stub)
        assert played().ended == "agreement"
    assert len(stub.asked) % 3 == 0


def test_an_agreement_below_its_own_least_is_refused_for_the_model_as_for_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(saying(lambda _: '{"do": "accept"}')) as stub:
        use(monkeypatch, stub)
        found = played(agents="boulware,model")
    assert (found.ended, found.by, found.package) == ("stopped", 1, None)
    assert "you may not accept what is on the table: it is worth" in found.why


def test_numbers_and_titles_are_read_as_they_are_meant() -> None:
    sheet = scenario_of(open_scenario(ROOT / "examples" / "orrin-pass").case).sheets[0]
    package = sheet.package(int(sheet.order[0]))
    number = sheet.number(package)
    for change in ({}, {"families": str(package["families"])}, {"families": float(str(package["families"]))}):
        assert package_in({"package": package | change}, sheet) == number
    assert package_in({"package": package | {"withdrawal": "from the ridge"}}, sheet) == sheet.number(
        package | {"withdrawal": "ridge"}
    )
    for wrong in (150, "many", None, True, float("nan"), 10**400):
        with pytest.raises(Unusable, match="“families” cannot be"):
            package_in({"package": package | {"families": wrong}}, sheet)


def test_of_an_issue_with_many_numbers_some_are_told_and_all_are_read() -> None:
    issues = (
        Issue(id="sum", integers=IntegerRange(low=0, high=1000), unit="crowns"),
        Issue(id="share", reals=RealRange(low=0.0, high=0.3, steps=4)),
    )
    values = {"sum": Linear(slope=0.001), "share": Linear(slope=-1 / 0.3, offset=1.0)}
    wants = Additive(weights={"sum": 0.6, "share": 0.4}, values=values, reservation=0.2)
    parties = tuple(Party(id=one, preferences=wants) for one in ("a", "b"))
    sheet = scenario_of(Case(title="A sale", parties=parties, issues=issues)).sheets[0]
    text = briefing(sheet, 2, 0)
    assert "- “sum”, in crowns. It has 1,001 values at even steps" in text
    assert "  - 500: 0.3\n" in text
    assert len(text) < 6_000
    for share, place in ((0.3, 3), (0.1, 1), ("0.2", 2)):
        number = package_in({"package": {"sum": 437, "share": share}}, sheet)
        assert sheet.places[number].tolist() == [437, place]
    with pytest.raises(Unusable, match=r"it is a number from 0 to 1000, in 1000 equal steps"):
        package_in({"package": {"sum": 437.5, "share": 0.1}}, sheet)


def test_the_last_object_is_the_answer_and_no_text_holds_us_up() -> None:
    assert object_in('{"do": "walk"} or rather {"do": {"a": 1}}') == {"do": {"a": 1}}
    began = time.monotonic()
    for text in ("{" * 1_000_000, '{"a":[' * 100_000, "}" * 1_000_000, "<think>" * 100_000):
        with pytest.raises(Unusable):
            object_in(text)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", ["orrin-pass", "tessen-river"])
def test_what_options_add_is_exact_where_preferences_are_additive_and_else_as_near_as_is_said(
    name: str,
) -> None:
    scenario = scenario_of(open_scenario(ROOT / "examples" / name).case)
    for sheet in scenario.sheets:
        points = points_of(sheet)
        total = points.base + sum(
            adds[column] for adds, column in zip(points.adds, sheet.places.T, strict=True)
        )
        off = float(np.abs(total - sheet.worth).max())
        assert off <= points.error + 1e-5 * float(np.ptp(sheet.worth))
        assert points.error < 0.25 * float(np.ptp(sheet.worth))
        assert (points.error == 0) == (name == "tessen-river"), "what depends on each other is said to"
    assert len(briefing(scenario.sheets[0], 2, 0)) < 10_000


# ------------------------------------------------------------------------------------------- servers that go wrong


def _status(status: int, **headers: str) -> Behaviour:
    return lambda handler, _: handler.reply(status, f"your key {KEY} is wrong".encode(), **headers)


def _raw(*parts: bytes, pause: float = 0.0) -> Behaviour:
    def behave(handler: Handler, _: dict[str, Any]) -> None:
        for part in parts:
            handler.wfile.write(part)
            time.sleep(pause)

    return behave


def _endless(handler: Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65_536)


FAILS: dict[str, tuple[Behaviour, str]] = {
    "400": (_status(400), "cannot answer what it was asked (400)"),
    "401": (_status(401), "wants another key (401): see GOODOFFICES_MODEL_KEY"),
    "404": (_status(404), "none at this address (404)"),
    "429": (_status(429), "asked too often, or too much (429)"),
    "500": (_status(500), "failed (500)"),
    "endless": (_endless, f"sent more than {LONGEST:,} bytes"),
    "a gigabyte": (_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", b"x" * (LONGEST + 9)), "sent more than"),
    "closed at once": (_raw(), "broke off"),
    "closed in the middle": (_raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), "broke off in the middle"),
    "closed in a chunk": (_raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"), "broke off"),
    "no HTTP": (_raw(b"\x00\x01\x02" * 99), "broke off, or does not speak HTTP"),
    "long headers": (_raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999), "broke off, or does not speak HTTP"),
    "no JSON": (lambda handler, _: handler.reply(200, b"<html>"), "what is no chat completion"),
    "deep": (lambda handler, _: handler.reply(200, b"[" * 99_999), "what is no chat completion"),
    "no choices": (lambda handler, _: handler.reply(200, b'{"choices": []}'), "what is no chat completion"),
    "odd choices": (lambda handler, _: handler.reply(200, b'{"choices": [{"message": 3}]}'), "what is no chat completion"),
    "no text": (lambda handler, _: handler.reply(200, completion("\ud800")[:-9] + b"\xff}}]}"), "what is no chat completion"),
}  # fmt: skip


@pytest.mark.parametrize("how", FAILS)
def test_a_server_that_fails_is_told_of_in_a_sentence_and_the_sweep_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str], how: str
) -> None:
    behaves, says = FAILS[how]
    with serving(behaves) as stub:
        use(monkeypatch, stub)
        found = simulate(QUARREL.case, agents=["model,linear", "linear"], out=tmp_path / "out")
    odd, even = found.cells
    assert (odd.ended, even.ended) == ({"stopped": 1}, {"agreement": 1})
    assert odd.stopped.startswith("the language model was stopped: the server ")
    assert says in odd.stopped
    assert len(stub.asked) == 1
    for file in (tmp_path / "out").rglob("*"):
        assert KEY.encode() not in file.read_bytes()
    assert KEY not in "".join([odd.stopped, repr(found), *capfd.readouterr()])


def _hanging(*_: object) -> None:
    time.sleep(3)


@pytest.mark.parametrize(
    "behaves",
    [
        _hanging,
        _raw(*[b"H"] * 40, pause=0.05),
        _raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b" "] * 40, pause=0.05),
        _raw(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 40, pause=0.05),
    ],
    ids=["hangs", "drips headers", "drips", "continues"],
)
@pytest.mark.parametrize("apart", [False, True], ids=["main thread", "another thread"])
def test_a_slow_server_is_waited_for_as_long_as_was_set_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, behaves: Behaviour, apart: bool
) -> None:
    with serving(behaves) as stub:
        use(monkeypatch, stub, SECONDS="0.4")
        found: list[Outcome] = []
        began = time.monotonic()
        if apart:
            thread = threading.Thread(target=lambda: found.append(played()))
            thread.start()
            thread.join()
        else:
            found.append(played())
        assert time.monotonic() - began < 1.6
    assert "did not answer within 0.4 seconds: see GOODOFFICES_MODEL_SECONDS" in found[0].why


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_is_sent_where_a_server_points_to(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    with serving(saying(sensible)) as elsewhere:
        there = f"http://127.0.0.1:{elsewhere.server_port}/v1/chat/completions"
        with serving(_status(status, Location=there)) as stub:
            use(monkeypatch, stub)
            assert f"sends elsewhere ({status}), and is not followed" in played().why
    assert elsewhere.asked == []


def test_a_server_that_is_not_there_is_told_of_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying(sensible)) as stub:
        use(monkeypatch, stub)
    assert "is not there: see GOODOFFICES_MODEL_ADDRESS" in played().why
    monkeypatch.setenv("GOODOFFICES_MODEL_ADDRESS", f"http://{'a' * 64}.invalid")
    assert "is not there: see GOODOFFICES_MODEL_ADDRESS" in played().why


def test_https_is_spoken_with_whom_is_trusted_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    certificate = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(saying(sensible), context) as stub:
        use(monkeypatch, stub, "https")
        assert "has a certificate that is not trusted here" in played().why
        assert stub.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert played().ended == "agreement"
    with serving(saying(sensible)) as plain:
        use(monkeypatch, plain, "https")
        assert "does not speak https" in played().why


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stub")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "stub.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


# --------------------------------------------------------------------------------------------------------- settings


def test_there_is_no_model_unless_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADDRESS", "NAME", "KEY", "SECONDS"):
        monkeypatch.delenv(f"GOODOFFICES_MODEL_{name}", raising=False)
    for agents in ("model", "mandated(model)", "model,linear"):
        with pytest.raises(
            SimulationError, match=r"none is set: set GOODOFFICES_MODEL_ADDRESS .* and GOODOFFICES_MODEL_NAME"
        ):
            plan_of([QUARREL.case], agents=[agents])


GIVEN = {"ADDRESS": "http://localhost:8080/v1", "NAME": "small", "KEY": KEY, "SECONDS": "5"}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ADDRESS", "", "none is set"), ("NAME", " ", "none is set"),
        *[("ADDRESS", one, "write where the server is") for one in (
            "localhost:8080", "ftp://a/v1", "file:///etc/passwd", "http://", "http://a:99999", "http://a:b", "http://[::1",
            "http://a b/v1", "http://ä/v1", "http://a/\nv1")],
        ("ADDRESS", f"http://me:{KEY}@a/v1", "the key goes into"), ("ADDRESS", f"http://a/v1?key={KEY}", "the key goes into"),
        *[("KEY", one, "a key holds no spaces") for one in (f"{KEY} x", f'"{KEY}"', f"{KEY}\r\nHost: b", f"{KEY}ä")],
        *[("SECONDS", one, "how many seconds an answer may take, up to 3600") for one in ("soon", "0", "-1", "nan", "inf", "3601")],
    ],
)  # fmt: skip
def test_what_is_set_wrong_is_refused_and_not_repeated(name: str, value: str, says: str) -> None:
    with pytest.raises(SimulationError, match=says) as refused:
        server_of({f"GOODOFFICES_MODEL_{one}": text for one, text in (GIVEN | {name: value}).items()})
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("how", ["{key}!", "{spelled}!"])
def test_a_key_that_a_server_repeats_stands_in_no_row_and_no_text(
    how: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    spelled = "".join(f"\\u{ord(sign):04x}" for sign in KEY)
    said = f'{KEY} {{"do": "{how.format(key=KEY, spelled=spelled)}"}}'
    with serving(saying(lambda _: said)) as stub:
        use(monkeypatch, stub)
        found = simulate(QUARREL.case, agents=["model,linear"], out=tmp_path / "out")
        agent = agent_of("model")()
    assert "and not '…!'" in found.cells[0].stopped
    assert all(KEY.encode() not in file.read_bytes() for file in (tmp_path / "out").rglob("*"))
    assert all(KEY not in body.decode() for _, _, body in stub.asked)
    assert KEY not in "".join([repr(found), repr(agent), *capfd.readouterr()])


def test_a_sweep_with_another_model_is_another_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    def digest(agents: str = "mandated(model)", **settings: str) -> str:
        for name, value in (GIVEN | settings).items():
            monkeypatch.setenv(f"GOODOFFICES_MODEL_{name}", value)
        return plan_of([QUARREL.case], agents=[agents]).digest

    assert digest() == digest(KEY="another", SECONDS="9")
    assert len({digest(), digest(NAME="large"), digest(ADDRESS="http://localhost:8081/v1")}) == 3
    assert digest("linear") == digest("linear", NAME="large")
    assert [is_model(one) for one in ("model", " model() ", "mandated(mandated( model ))", "micro", "model.py:Model")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_processes_of_a_sweep_find_the_server_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(saying(sensible)) as stub:
        use(monkeypatch, stub)
        code = (
            "from goodoffices.services.simulating import simulate\nfrom tests.simulating import quarrel\n"
            "if __name__ == '__main__':\n"
            "    print(simulate(quarrel(), agents=['model,linear'], seeds=51, workers=2).cells[0].ended)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        )  # fmt: skip
    assert done.stdout == "{'agreement': 51}\n"
