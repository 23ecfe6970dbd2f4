"""Which language is spoken, and what follows it: messages, numbers, days, lists, sentences of the core."""

from __future__ import annotations

import asyncio
import copy
import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from jinja2 import Environment
from markupsafe import Markup

from goodoffices import language
from goodoffices.language import (
    LANGUAGES,
    activate,
    best,
    counted,
    current,
    day,
    days,
    direction,
    gettext,
    gettext_lazy,
    install,
    listed,
    moment,
    ngettext_lazy,
    number,
    percent,
    pgettext_lazy,
    sentence,
    short_day,
    use,
    whole,
)

DAY = dt.date(2024, 3, 30)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    activate("en")


def bare(text: str) -> str:
    """Take away the signs that keep directions apart."""
    return text.translate(dict.fromkeys(map(ord, "\u200f\u2066\u2068\u2069")))


def test_english_is_spoken_until_somebody_says_otherwise() -> None:
    assert current() == "en"
    assert direction() == "ltr"
    with use("ar"):
        assert (current(), direction()) == ("ar", "rtl")
        with use("en"):
            assert current() == "en"
        assert current() == "ar"
    assert current() == "en"


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no language is known by “xx”; there are: en, ar"):
        activate("xx")


def test_threads_and_tasks_speak_for_themselves() -> None:
    heard: list[str] = []
    with use("ar"):
        thread = threading.Thread(target=lambda: heard.append(current()))
        thread.start()
        thread.join()
    assert heard == ["en"]

    async def speak(code: str) -> str:
        activate(code)
        await asyncio.sleep(0)
        return current()

    async def both() -> list[str]:
        return [*await asyncio.gather(speak("ar"), speak("en"))]

    assert asyncio.run(both()) == ["ar", "en"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "en"),
        ("", "en"),
        ("ar-EG", "ar"),
        ("de, ar;q=0.8, en;q=0.9", "en"),
        ("de;q=1, ar;q=0.4", "ar"),
        ("fr-CH, ar;q=0.4", "fr"),
        ("en;q=0, ar;q=0.1", "ar"),
        ("de, *;q=0.5", "en"),
        ("ar;q=much, en", "en"),
        (";;,,=;q", "en"),
    ],
)
def test_the_browsers_wish_is_heard(header: str | None, code: str) -> None:
    assert best(header) == code


def test_lazy_messages_are_translated_when_they_are_shown() -> None:
    title, nash = gettext_lazy("Zone of agreement"), pgettext_lazy("number", "about {number}")
    some = ngettext_lazy("{n} issue", "{n} issues", 2)
    assert f"{title}" == "Zone of agreement"
    assert str(some) == "{n} issues"
    with use("ar"):
        assert str(title) == "نطاق الاتفاق"
        assert title + "!" == "نطاق الاتفاق!"
        assert "«" + title == "«نطاق الاتفاق"
        assert f"{copy.deepcopy(title)}" == str(title)
        assert str(some) == "مسألتان"
        assert title.startswith("نطاق")
        assert (title[0], len(title), "نطاق" in title, bool(title)) == ("ن", 12, True, True)
    assert gettext_lazy("%(n)s left") % {"n": 3} == "3 left"
    assert str(nash) == "about {number}"
    assert title == gettext_lazy("Zone of agreement")
    assert hash(title) == hash(gettext_lazy("Zone of agreement"))


def test_numbers_in_english_are_as_they_always_were() -> None:
    assert [whole(1234567), whole(-5), whole(3 * 10**20)] == ["1,234,567", "-5", "about 3.0 × 10²⁰"]
    assert [number(2.0), number(-12.5), number(0.123456)] == ["2", "−12.5", "0.1235"]
    assert [percent(0.1234), percent(0.0), percent(1e-9)] == ["12.3 %", "0 %", "under 0.0001 %"]


def test_numbers_in_arabic() -> None:
    with use("ar"):
        assert [whole(1234567), number(-12.5), percent(0.1234)] == ["١٬٢٣٤٬٥٦٧", "−١٢٫٥", "١٢٫٣٪"]
        assert bare(whole(3 * 10**20)) == "نحو ٣٫٠ × ١٠²⁰"


def test_numbers_in_french() -> None:
    with use("fr"):
        assert [whole(1234567), number(-12.5), percent(0.1234)] == [
            "1\u00a0234\u00a0567",
            "−12,5",
            "12,3\u00a0%",
        ]
        assert whole(3 * 10**20) == "environ 3,0 × 10²⁰"


def test_counts_take_the_form_that_goes_with_them() -> None:
    with use("ar"):
        said = [counted("{n} package", "{n} packages", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا حزم", "حزمة واحدة", "حزمتين", "٣ حزم", "١١ حزمة", "١٠٠ حزمة"]
    with use("fr"):
        said = [counted("{n} package", "{n} packages", n) for n in (0, 1, 2)]
    assert said == ["0 paquet", "1 paquet", "2 paquets"]


def test_days_and_moments() -> None:
    at = dt.datetime(2024, 3, 30, 12, 5, tzinfo=dt.UTC)
    assert day(DAY) == "30 March 2024"
    assert short_day(DAY) == "30 Mar"
    assert days(DAY, DAY) == day(DAY)
    assert days(DAY, dt.date(2024, 3, 31)) == "30–31 March 2024"
    assert days(DAY, dt.date(2024, 4, 2)) == "30 March – 2 April 2024"
    assert days(DAY, dt.date(2025, 1, 2)) == "30 March 2024 – 2 January 2025"
    assert moment(at, "Africa/Cairo") == "30 March 2024, 14:05 (Africa/Cairo)"
    assert moment(at.replace(tzinfo=None), "UTC") == "30 March 2024, 12:05 (UTC)"
    with use("ar"):
        assert day(DAY) == "٣٠ مارس ٢٠٢٤"
        assert days(DAY, dt.date(2024, 4, 2)) == "٣٠ مارس – ٢ أبريل ٢٠٢٤"
        assert bare(moment(at, "Africa/Cairo")) == "٣٠ مارس ٢٠٢٤، ١٤:٠٥ (Africa/Cairo)"
    first = dt.date(2024, 4, 1)
    with use("fr"):
        assert [day(DAY), day(first), short_day(first)] == ["30 mars 2024", "1er avril 2024", "1er avr."]
        assert days(first, dt.date(2024, 4, 3)) == "1er–3 avril 2024"
        assert days(DAY, first) == "30 mars – 1er avril 2024"


def test_lists() -> None:
    assert [listed([]), listed(["a"]), listed("ab"), listed("abc"), listed("abc", "or")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
        "a, b or c",
    ]
    assert listed(["{last}", "{first}", "{second}"]) == "{last}, {first} and {second}"
    with use("ar"):
        assert bare(listed("abc")) == "a، b وc"
    with use("fr"):
        assert [listed("abc"), listed("abc", "or")] == ["a, b et c", "a, b ou c"]
    with use("he"):
        assert bare(listed(["אחת", "שתיים"])) == "אחת ושתיים"
        assert bare(listed(["אחת", "two"])) == "אחת ו־two"
        assert bare(listed(["3", "״ארבע״"])) == "3 ו״ארבע״"
        assert bare(listed(["אחת", "two"], "or")) == "אחת או two"
    with use("es"):
        assert [listed(["Hamás", "Israel"]), listed("ab"), listed(["agua", "hielo"])] == [
            "Hamás e Israel",
            "a y b",
            "agua y hielo",
        ]
        assert [listed(["7", "8"], "or"), listed(["uno", "otro"], "or"), listed("ab", "or")] == [
            "7 u 8",
            "uno u otro",
            "a o b",
        ]


def test_hebrew_counts_and_dates() -> None:
    with use("he"):
        assert [counted("{n} limit", "{n} limits", count) for count in (0, 1, 2, 1000)] == [
            "0 גבולות", "גבול אחד", "2 גבולות", "1,000 גבולות",
        ]  # fmt: skip
        assert day(dt.date(2024, 3, 30)) == "30 במרץ 2024"
        assert days(dt.date(2024, 3, 3), dt.date(2024, 3, 5)) == "3–5 במרץ 2024"
        assert percent(0.5) == "50%"


def test_sentences_of_the_core_are_found_again_by_their_words() -> None:
    assert sentence("there is no channel of yours with alba") == "there is no channel of yours with alba"
    with use("ar"):
        assert bare(sentence("there is no channel of yours with alba")) == "لا توجد لك قناة مع alba"
        assert sentence("only the lead mediator does this") == "هذا للوسيط الرئيسي وحده"
        assert sentence("nobody ever wrote this") == "nobody ever wrote this"
        assert bare(sentence("the file has 1,234,567 bytes; at most 1,000,000 can be attached")) == (
            "في الملف ١٬٢٣٤٬٥٦٧ من البايتات؛ ولا يمكن إرفاق أكثر من ١٬٠٠٠٬٠٠٠"
        )


def test_what_fills_a_sentence_is_said_too() -> None:
    with use("ar"):
        said = sentence(
            "the proposal 'p1' is rejected: accept is not possible; what can be done with it: "
            "revise_proposal, withdraw_proposal"
        )
        assert bare(said) == (
            "المقترح «p1» حاله الآن مرفوض: قبول غير ممكن؛ وما يمكن فعله به: تعديل المقترح، سحب المقترح"
        )
        assert bare(sentence("body.members: leave no name empty")) == "body.members: لا تترك اسمًا فارغًا"
        assert bare(
            sentence(
                "the party 'north' has no preferences, so the frontier and the solutions cannot be given"
            )
        ) == ("الطرف «north» بلا تفضيلات، فلا يمكن إيراد الحدّ الكفؤ والحلول")


def test_sentences_in_french() -> None:
    with use("fr"):
        assert sentence("there is no channel of yours with alba") == "vous n’avez pas de canal avec alba"
        assert sentence("the file has 1,234,567 bytes; at most 1,000,000 can be attached") == (
            "le fichier compte 1\u00a0234\u00a0567 octets\u00a0; 1\u00a0000\u00a0000 au plus peuvent être joints"
        )
        assert sentence("the proposal 'p1' is rejected: accept is not possible") == (
            "la proposition «\u00a0p1\u00a0»\u00a0: dans l’état «\u00a0rejetée\u00a0», accepter n’est pas possible"
        )


def test_what_people_wrote_stays_as_it_is_inside_a_sentence() -> None:
    with use("ar"):
        assert "five to six weeks" in sentence("there is no issue 'five to six weeks' on the agenda")


@pytest.fixture
def environment() -> Environment:
    made = Environment(autoescape=True, finalize=lambda value: value)
    install(made)
    return made


def test_templates_speak_too(environment: Environment) -> None:
    text = (
        "{{ _('Way out %(number)s', number=3) }}; {{ counted('{n} limit', '{n} limits', n) }}; "
        "{% trans packages=1 | whole %}Opens <b>{{ packages }}</b>{% endtrans %}; {{ language() }} {{ direction() }}"
    )
    shown = environment.from_string(text).render(n=1200)
    assert shown == "Way out 3; 1,200 limits; Opens <b>1</b>; en ltr"
    with use("ar"):
        shown = environment.from_string(text).render(n=5)
    assert bare(shown) == "المخرج ٣; ٥ حدود; يفتح <b>١</b>; ar rtl"


def test_what_is_filled_into_a_message_is_escaped(environment: Environment) -> None:
    shown = environment.from_string(
        "{{ _('Way out %(number)s', number=x) }} {{ counted('{n} of {names}', '{n} of {names}', 2, names=x) }} "
        "{{ counted('{n} of {names}', '{n} of {names}', 2, names=y) }} {{ ngettext('%(num)s a', '%(num)s b', 2) }}"
    ).render(x="<i>", y=Markup("<b>"))
    assert shown == "Way out &lt;i&gt; 2 of &lt;i&gt; 2 of <b> 2 b"


def test_english_needs_no_catalog_and_nothing_heavy() -> None:
    program = (
        "import sys, datetime as dt; from goodoffices import language as l; l.day(dt.date.today()); l.whole(1234); "
        "l.sentence('x'); l.gettext('Nash'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert not {"babel", "jinja2", "django"} & set(loaded.split())


def test_every_language_has_its_catalog() -> None:
    for code in LANGUAGES:
        with use(code):
            assert gettext("Zone of agreement")
            assert language.year(DAY)
