"""Where streams end, which there are, and which cases: authenticated under the master key.

A chain says that nothing in it was changed; that its last events are missing, or the whole of it, it cannot say. So
each stream has a head (how many events it has, its last link, whether its key was destroyed), each case a list of its
streams, and the store a list of its cases. Each is written with what it speaks of, at once, and carries an HMAC
(SHA-256) under a key made from the master key (HKDF).

A head that is put back as it was earlier is still one of ours. So there is a total of all heads beside them: the sum of
a number for each, made of the head under a key, sealed (AES-256-GCM). It grows with each head that is written, at the
same cost however many there are; and who has no key finds no other heads that come to a total of an earlier time.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Final

from goodoffices.storage.errors import Conflict, Tampered
from goodoffices.storage.port import Head, HeadChange, ListChange, Listing, TotalChange
from goodoffices.storage.vault import VARIABLE, Vault
from goodoffices.talks.codec import canonical

_RESTORE = "restore a backup"
_OTHER_KEY = (
    f"or with another master key; give that of this workspace ({VARIABLE}, or its file master.key), or "
)
#: Totals are counted round and round within so many bytes.
_WIDTH: Final = 32
_ROUND: Final = 1 << (8 * _WIDTH)
_TOTAL: Final = "what says where all streams end together"


class Heads:
    """Makes and checks the heads of a case's streams and the lists, with the vault of that case."""

    def __init__(self, vault: Vault) -> None:
        self._heads = vault.derived("heads of streams").raw
        self._streams = vault.derived("list of streams").raw
        self._cases = vault.root.derived("list of cases").raw
        self._total = vault.root.derived("total of heads")
        self._share = self._total.derived("share of a head").raw

    def head(self, stream: str, version: int, link: bytes, *, gone: bool = False) -> Head:
        """Return the head of a stream that ends so."""
        return Head(version, link, gone, _mac(self._heads, [stream, version, link.hex(), gone]))

    def check(self, stream: str, head: Head | None) -> Head:
        """Return a head that is one of ours.

        Raises:
            Tampered: it is none, or not there.
        """
        if head is None:
            raise Tampered(f"{stream}: what says where it ends is not there; {_RESTORE}")
        if not hmac.compare_digest(self.head(stream, head.version, head.link, gone=head.gone).mac, head.mac):
            raise Tampered(f"{stream}: what says where it ends was not written by us; {_RESTORE}")
        return head

    def grown(self, changes: Iterable[HeadChange], *, first: bool = False) -> TotalChange:
        """Return how the total changes with heads that replace others.

        Args:
            changes: the heads, after the `mac` of each that they replace.
            first: whether the store begins with them.
        """
        grows = sum(
            self._counts(head.mac) - (self._counts(before) if before is not None else 0)
            for before, head in changes
        )
        return self._more(grows, first=first)

    def joined(self, other: bytes | None, *, first: bool = False) -> TotalChange:
        """Return how the total changes with all that another store holds, by that one's total."""
        return self._more(self._opened(other), first=first)

    def _more(self, grows: int, *, first: bool) -> TotalChange:
        return lambda known: self._sealed((0 if first and known is None else self._opened(known)) + grows)

    def anew(self, heads: Iterable[HeadChange], known: bytes | None) -> TotalChange:
        """Return the total where these heads replace all others, and a total that was checked before.

        When it is written, `Conflict` is raised if the total is no longer the one that was checked.
        """

        def change(found: bytes | None) -> bytes:
            if found != known:
                raise Conflict(_TOTAL)
            return self._sealed(sum(self._counts(head.mac) for _before, head in heads))

        return change

    def check_total(self, known: bytes | None, heads: Iterable[Head]) -> None:
        """Check that heads are those of the total, and none of an earlier time.

        Raises:
            Tampered: they are not, or the total is none of ours, or not there.
        """
        if self._opened(known) != sum(self._counts(head.mac) for head in heads) % _ROUND:
            message = f"a stream was put back as it had been earlier, with its end; {_RESTORE}"
            raise Tampered(message)

    def _counts(self, mac: bytes) -> int:
        # Who has no key does not know these numbers, nor their sum: else other heads with that sum could be found.
        return int.from_bytes(hmac.digest(self._share, mac, "sha256"))

    def _sealed(self, total: int) -> bytes:
        return self._total.seal((total % _ROUND).to_bytes(_WIDTH), _TOTAL)

    def _opened(self, known: bytes | None) -> int:
        if known is None:
            raise Tampered(f"{_TOTAL} is not there; {_RESTORE}")
        try:
            return int.from_bytes(self._total.open(known, _TOTAL))
        except Tampered:
            raise Tampered(f"{_TOTAL} was not written by us; {_RESTORE}") from None

    def streams(self, names: Iterable[str]) -> Listing:
        """Return the list of a case's streams."""
        found = tuple(sorted(names))
        return Listing(found, _mac(self._streams, found))

    def cases(self, names: Iterable[str]) -> Listing:
        """Return the list of the store's cases."""
        found = tuple(sorted(names))
        return Listing(found, _mac(self._cases, found))

    def with_case(self, known: Listing | None, case: str) -> ListChange:
        """Return the list of the cases with one that is new.

        Raises:
            Tampered: the list is none of ours.
        """
        if known is None:
            return None, self.cases((case,))
        return known.mac, self.cases({*self.check_cases(known).names, case})

    def check_streams(self, case: str, listing: Listing | None) -> Listing:
        """Return a list of streams that is one of ours.

        Raises:
            Tampered: it is none, or not there.
        """
        return _checked(listing, self.streams, f"the list of the streams of case {case}")

    def check_cases(self, listing: Listing | None) -> Listing:
        """Return a list of cases that is one of ours.

        Raises:
            Tampered: it is none, or not there.
        """
        # It is looked at first, also where the master key is not that of this store.
        return _checked(listing, self.cases, "the list of the cases", _OTHER_KEY)


def _checked(listing: Listing | None, made: object, what: str, else_: str = "") -> Listing:
    assert callable(made)
    if listing is None:
        raise Tampered(f"{what} is not there; {_RESTORE}")
    if not hmac.compare_digest(made(listing.names).mac, listing.mac):
        raise Tampered(f"{what} was not written by us{f', {else_}' if else_ else '; '}{_RESTORE}")
    return listing


def _mac(key: bytes, plain: object) -> bytes:
    return hmac.digest(key, canonical(plain), "sha256")
