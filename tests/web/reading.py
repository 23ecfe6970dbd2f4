"""Somebody who reads pages and fills in forms, as a browser without JavaScript would; every page is held to the rules."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from django.test import Client

from tests.unit.reports.page_rules import HTML, parsed, text_of

#: What differs between two fetches of one page though nothing has changed: fresh secrets.
FRESH = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r'data-csrf="[^"]+"'),
    re.compile(r'name="[a-z0-9-]*key" value="[A-Za-z0-9_-]+"'),
)


@dataclass
class Sheet:
    """A page as it came: its status, its text, its tree, where it was."""

    status: int
    text: str
    path: str
    tree: ET.Element = field(repr=False)
    query: str = ""

    @property
    def main(self) -> str:
        """Return all text of the page's main part."""
        return text_of(next(self.tree.iter(f"{HTML}main")))

    @property
    def normalised(self) -> str:
        """Return the page without its fresh secrets."""
        text = self.text
        for one in FRESH:
            text = one.sub("", text)
        return text

    def links(self) -> list[str]:
        """Return where the page's links lead."""
        return [one.get("href") or "" for one in self.tree.iter(f"{HTML}a")]

    def form(self, name: str) -> dict[str, str]:
        """Return what a form would send as it stands."""
        form = next(one for one in self.tree.iter(f"{HTML}form") if one.get("id") == f"form-{name}")
        sent: dict[str, str] = {}
        for one in form.iter():
            tag, at = str(one.tag).removeprefix(HTML), one.get("name")
            if at is None:
                continue
            if tag == "input" and one.get("type") in ("checkbox", "radio"):
                if one.get("checked") is not None:
                    sent[at] = one.get("value", "on")
            elif tag == "input":
                sent[at] = one.get("value") or ""
            elif tag == "textarea":
                sent[at] = (one.text or "").removeprefix("\n")
            elif tag == "select":
                options = list(one.iter(f"{HTML}option"))
                chosen = next(
                    (option for option in options if option.get("selected") is not None), options[:1][0]
                )
                sent[at] = chosen.get("value") if chosen.get("value") is not None else text_of(chosen)  # type: ignore[assignment]  # one of the two is there
        return sent

    def field_of(self, form: str, *words: str) -> str:
        """Return the name, without its form's, of the field that people know by these words.

        Args:
            form: the name of the form.
            words: the label of the field, or of the group that it is in; or both.
        """
        at = next(one for one in self.tree.iter(f"{HTML}form") if one.get("id") == f"form-{form}")
        known: dict[int, list[str]] = {}
        for group in at.iter(f"{HTML}fieldset"):
            legends = [_said(one) for one in group.findall(f"{HTML}legend")]
            for one in group.iter():
                known.setdefault(id(one), []).extend(legends)
        labels = {one.get("for"): _said(one) for one in at.iter(f"{HTML}label")}
        found = set()
        for one in at.iter():
            if str(one.tag).removeprefix(HTML) in ("input", "select", "textarea"):
                said = {labels.get(one.get("id")), one.get("aria-label"), *known.get(id(one), ())}
                if said.issuperset(words):
                    found.add((one.get("name") or "").removeprefix(f"{form}-"))
        assert len(found) == 1, (form, words, found)
        return found.pop()

    def forms(self) -> list[str]:
        """Return the names of the page's forms."""
        return [
            (one.get("id") or "").removeprefix("form-")
            for one in self.tree.iter(f"{HTML}form")
            if one.get("id")
        ]


def _said(label: ET.Element) -> str:
    """Return a label without what stands behind it in small letters."""
    hints = [text_of(one) for one in label.iter(f"{HTML}span") if one.get("class") == "optional"]
    return text_of(label).removesuffix("".join(hints)).strip()


@dataclass
class Reader:
    """A person with a session, who reads pages."""

    client: Client

    def get(self, path: str) -> Sheet:
        """Read a page; redirects are followed."""
        response = self.client.get(path, follow=True)
        return _sheet(response, response.request["PATH_INFO"])

    def send(self, sheet: Sheet, form: str, /, *, button: str = "", **fields: Any) -> Sheet:
        """Fill in a form of a page and send it; `button` names the one that was pressed, where it is not the first."""
        sent: dict[str, Any] = sheet.form(form)
        sent |= {f"{form}-{key}": value for key, value in fields.items()}
        if button:
            sent[button] = "1"
        # A form without an address is sent to the address of the page as it is, with its query.
        query = f"?{sheet.query}" if sheet.query else ""
        response = self.client.post(f"{sheet.path}{query}", sent, follow=True)
        return _sheet(response, response.request["PATH_INFO"])


def _sheet(response: Any, path: str) -> Sheet:  # the test client's response
    text = response.content.decode()
    return Sheet(response.status_code, text, path, check(text), response.request.get("QUERY_STRING", ""))


def reader(name: str) -> Reader:
    """Return somebody who has signed in; the door itself has tests of its own."""
    from goodoffices.web.accounts.models import Account
    from goodoffices.web.accounts.sessions import SessionStore

    account = Account.objects.get(name=name)
    session = SessionStore()
    session.update({"account": account.pk, "era": account.era, "since": int(time.time())})
    session.save()
    client = Client()
    client.cookies["sessionid"] = str(session.session_key)
    return Reader(client)


def check(text: str) -> ET.Element:
    """Hold a page to the rules: valid HTML5, one h1, a title that begins with it, labels, no inline script or style."""
    tree = parsed(text)
    everything = list(tree.iter())
    names = [str(one.tag) for one in everything]
    ids = [found for one in everything if (found := one.get("id")) is not None]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    assert tree.get("lang")
    assert tree.get("dir") in ("ltr", "rtl")
    assert names.count(f"{HTML}h1") == 1
    assert names.count(f"{HTML}main") == 1
    title = next(tree.iter(f"{HTML}title"))
    assert text_of(title).startswith(text_of(next(tree.iter(f"{HTML}h1"))))
    for one in everything:
        _check_one(one, set(ids), everything)
    for table in tree.iter(f"{HTML}table"):
        assert table.find(f"{HTML}caption") is not None
    assert "Traceback" not in text
    return tree


def _check_one(one: ET.Element, ids: set[str], everything: list[ET.Element]) -> None:
    tag = str(one.tag).removeprefix(HTML)
    for name, value in one.attrib.items():
        assert not name.startswith("on"), f"{tag} {name}: scripts stand in files"
        assert name != "style", f"{tag}: styles stand in files"
        if name in ("aria-labelledby", "aria-describedby", "aria-controls"):
            assert set(value.split()) <= ids, f"{tag} {name}={value}"
        if name == "src":
            assert value.startswith("/static/"), value
    if tag in ("input", "select", "textarea") and one.get("type") not in ("hidden", "submit"):
        labelled = (
            one.get("aria-label")
            or one.get("aria-labelledby")
            or any(
                other.get("for") == one.get("id") for other in everything if str(other.tag) == f"{HTML}label"
            )
        )
        assert labelled, f"{tag} {one.get('name')} has no label"
    if tag == "script":
        assert one.get("src") or one.get("type") == "application/json"
    if tag == "th":
        assert one.get("scope")
