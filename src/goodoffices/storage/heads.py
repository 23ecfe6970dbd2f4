"""Where streams end, which there are, and which cases: authenticated under the master key.

A chain says that nothing in it was changed; that its last events are missing, or the whole of it, it cannot say. So
each stream has a head (how many events it has, its last link, whether its key was destroyed), each case a list of its
streams, and the store a list of its cases. Each is written with what it speaks of, at once, and carries an HMAC
(SHA-256) under a key made from the master key (HKDF).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from goodoffices.storage.errors import Tampered
from goodoffices.storage.port import Head, ListChange, Listing
from goodoffices.storage.vault import Vault
from goodoffices.talks.codec import canonical

_RESTORE = "restore a backup"


class Heads:
    """Makes and checks the heads of a case's streams and the lists, with the vault of that case."""

    def __init__(self, vault: Vault) -> None:
        self._heads = vault.derived("heads of streams").raw
        self._streams = vault.derived("list of streams").raw
        self._cases = vault.root.derived("list of cases").raw

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
        return _checked(listing, self.cases, "the list of the cases")


def _checked(listing: Listing | None, made: object, what: str) -> Listing:
    assert callable(made)
    if listing is None:
        raise Tampered(f"{what} is not there; {_RESTORE}")
    if not hmac.compare_digest(made(listing.names).mac, listing.mac):
        raise Tampered(f"{what} was not written by us; {_RESTORE}")
    return listing


def _mac(key: bytes, plain: object) -> bytes:
    return hmac.digest(key, canonical(plain), "sha256")
