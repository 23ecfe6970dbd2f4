"""Broken templates: each is refused in a sentence with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement.text.errors import TextError
from goodoffices.agreement.text.template import languages, read_template, shipped
from goodoffices.cli.main import run

HEAD = "language: en\n# {title}\n"


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("", ":", "the template is empty; it begins with its language, such as 'language: en'"),
        ("; remarks alone\n", ":", "the template is empty"),
        ("# {title}\n", ":1:", f"a template begins with its language, such as 'language: en'; there are: {', '.join(languages())}"),
        ("; first\nlanguage: xx\n# x\n", ":2:", "a template begins with its language"),
        ("language: en\n", ":", "the template has no text; write some, with placeholders such as {obligations}"),
        (HEAD + "\n{oblgations}\n", ":4:", "there is no placeholder {oblgations}; did you mean {obligations}?"),
        (HEAD + "For {Parties}\n", ":3:", "there is no placeholder {Parties}; did you mean {parties}?"),
        (HEAD + "{zzzzzzz}\n", ":3:", "there is no placeholder {zzzzzzz}; there are: status, party-lines"),
        (HEAD + "See {phases} below\n", ":3:", "{phases} stands for a whole part; write it on a line of its own"),
        (HEAD + "## {obligations\n", ":3:", "a brace opens a placeholder and closes it, as in {parties}; here one stands alone"),
        (HEAD + "1. first\n   } last\n", ":3:", "a brace opens a placeholder and closes it, as in {parties}; here one stands alone"),
        (HEAD + "===\nobligation\n", ":4:", "a phrase is written as 'name = words'"),
        (HEAD + "===\nobligations = x\n", ":4:", "there is no phrase 'obligations'; did you mean 'obligation'?"),
        (HEAD + "===\ndraft = a\ndraft = b\n", ":5:", "the phrase 'draft' is given twice; keep one"),
        (HEAD + "===\nobligation = {actor} acts.\n", ":4:", "the phrase 'obligation' leaves out {action}, so that these words would be lost"),
        (HEAD + "===\ndraft = by {who}\n", ":4:", "the phrase 'draft' has no placeholder {who}; it has none"),
        (HEAD + "===\narticle = Article {numbr}\n", ":4:", "the phrase 'article' has no placeholder {numbr}; it has {number}"),
        (HEAD + "===\nletters = A A\n", ":4:", "the phrase 'letters' needs letters, each once, with blanks between them"),
        (HEAD + "===\nletters =\n", ":4:", "the phrase 'letters' needs letters"),
        (HEAD + "x" * 200_001, ":", "a template has 200,000 characters at most, and this one 200,024"),
    ],
)  # fmt: skip
def test_a_broken_template_is_refused_with_its_line(text: str, where: str, problem: str) -> None:
    with pytest.raises(TextError) as caught:
        read_template(text, "own.txt")
    assert str(caught.value).startswith(f"own.txt{where} {problem}")


@given(st.text(alphabet=st.sampled_from("#>!;-+=1(a). {}[]\nlanguge:enabc\u200f"), max_size=300))
def test_whatever_a_template_holds_it_is_read_or_refused(text: str) -> None:
    for template in (text, HEAD + text, shipped("ar") + text):
        refused = ""
        try:
            read_template(template, "own.txt")
        except TextError as error:
            refused = str(error)
        assert not refused or refused.startswith("own.txt:")


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    assert (
        read_template("\ufeff" + (HEAD + "{phases}\n").replace("\n", "\r\n"), "own.txt").parts[-1].text
        == "phases"
    )


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("missing.txt", None, "no such file"),
        ("bytes.txt", b"language: en\n# \xff\n", "the bytes are not UTF-8 text; save the file as UTF-8"),
        ("zero.txt", b"language: en\n# \x00\n", "the file holds zero bytes"),
        ("wrong.txt", b"language: en\n{x}\n", "wrong.txt:2: there is no placeholder {x}"),
    ],
)
def test_the_command_says_so_in_a_sentence_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, sentence: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "out.html"
    assert run(["document", "examples/tessen-river", str(out), "--template", str(tmp_path / name)]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not out.exists()
