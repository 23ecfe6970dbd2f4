"""The SQL that both databases understand; `?` stands for a value."""

from __future__ import annotations

from typing import Final

TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS events (
        stream TEXT NOT NULL, number BIGINT NOT NULL, sealed {bytes} NOT NULL, link {bytes} NOT NULL,
        PRIMARY KEY (stream, number)){clustered}""",
    "CREATE TABLE IF NOT EXISTS keys (stream TEXT PRIMARY KEY, wrapped {bytes} NOT NULL)",
    """CREATE TABLE IF NOT EXISTS receipts (
        actor TEXT NOT NULL, key TEXT NOT NULL, digest {bytes} NOT NULL, events TEXT NOT NULL,
        PRIMARY KEY (actor, key))""",
    """CREATE TABLE IF NOT EXISTS due (
        at TEXT NOT NULL, stream TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (stream, name))""",
    """CREATE TABLE IF NOT EXISTS snapshots (
        stream TEXT PRIMARY KEY, number BIGINT NOT NULL, sealed {bytes} NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS heads (
        stream TEXT PRIMARY KEY, version BIGINT NOT NULL, link {bytes} NOT NULL, gone SMALLINT NOT NULL,
        mac {bytes} NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS lists (place TEXT PRIMARY KEY, names TEXT NOT NULL, mac {bytes} NOT NULL)",
    "CREATE TABLE IF NOT EXISTS totals (place TEXT PRIMARY KEY, sealed {bytes} NOT NULL)",
    "CREATE TABLE IF NOT EXISTS formats (place TEXT PRIMARY KEY, number SMALLINT NOT NULL)",
)
FORMAT: Final = "SELECT number FROM formats WHERE place = ?"
ANYTHING: Final = "SELECT 1 FROM lists LIMIT 1"
PUT_FORMAT: Final = (
    "INSERT INTO formats (place, number) VALUES (?, ?) "
    "ON CONFLICT (place) DO UPDATE SET number = excluded.number"
)
READ: Final = "SELECT number, sealed, link FROM events WHERE stream = ? AND number > ? ORDER BY number"
VERSION: Final = "SELECT COALESCE(MAX(number), 0) FROM events WHERE stream = ?"
STREAMS: Final = (
    "SELECT stream, LENGTH(wrapped) > 0, "
    "(SELECT COALESCE(MAX(number), 0) FROM events WHERE events.stream = keys.stream) FROM keys"
)
KEY: Final = "SELECT wrapped FROM keys WHERE stream = ?"
REWRAP: Final = "UPDATE keys SET wrapped = ? WHERE stream = ?"
FORGET: Final = ("DELETE FROM snapshots WHERE stream = ?", "DELETE FROM due WHERE stream = ?")
RECEIPT: Final = "SELECT digest, events FROM receipts WHERE actor = ? AND key = ?"
DUE: Final = "SELECT at, stream, name FROM due WHERE at <= ? ORDER BY at, stream, name"
SNAPSHOT: Final = "SELECT number, sealed FROM snapshots WHERE stream = ?"
KEEP: Final = (
    "INSERT INTO snapshots (stream, number, sealed) VALUES (?, ?, ?) "
    "ON CONFLICT (stream) DO UPDATE SET number = excluded.number, sealed = excluded.sealed"
)
ADD_EVENT: Final = "INSERT INTO events (stream, number, sealed, link) VALUES (?, ?, ?, ?)"
ADD_KEY: Final = "INSERT INTO keys (stream, wrapped) VALUES (?, ?)"
ADD_RECEIPT: Final = "INSERT INTO receipts (actor, key, digest, events) VALUES (?, ?, ?, ?)"
ADD_DUE: Final = (
    "INSERT INTO due (at, stream, name) VALUES (?, ?, ?) "
    "ON CONFLICT (stream, name) DO UPDATE SET at = excluded.at"
)
HEAD: Final = "SELECT version, link, gone, mac FROM heads WHERE stream = ?"
HEAD_MAC: Final = "SELECT mac FROM heads WHERE stream = ?"
PUT_HEAD: Final = (
    "INSERT INTO heads (stream, version, link, gone, mac) VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE SET "
    "version = excluded.version, link = excluded.link, gone = excluded.gone, mac = excluded.mac"
)
LIST: Final = "SELECT names, mac FROM lists WHERE place = ?"
PUT_LIST: Final = (
    "INSERT INTO lists (place, names, mac) VALUES (?, ?, ?) "
    "ON CONFLICT (place) DO UPDATE SET names = excluded.names, mac = excluded.mac"
)
TOTAL: Final = "SELECT sealed FROM totals WHERE place = ?"
PUT_TOTAL: Final = (
    "INSERT INTO totals (place, sealed) VALUES (?, ?) "
    "ON CONFLICT (place) DO UPDATE SET sealed = excluded.sealed"
)
HEADS: Final = "SELECT stream, version, link, gone, mac FROM heads"
LISTS: Final = "SELECT place, names, mac FROM lists"
STRAYS: Final = (
    "SELECT DISTINCT stream FROM events "
    "WHERE NOT EXISTS (SELECT 1 FROM keys WHERE keys.stream = events.stream)"
)
BEGUN: Final = ("DELETE FROM lists", "DELETE FROM totals")
NO_LONGER_DUE: Final = "DELETE FROM due WHERE stream = ? AND name = ?"
#: The columns of each table, for copies of the whole.
COLUMNS: Final = {
    "keys": ("stream", "wrapped"),
    "events": ("stream", "number", "sealed", "link"),
    "receipts": ("actor", "key", "digest", "events"),
    "due": ("at", "stream", "name"),
    "heads": ("stream", "version", "link", "gone", "mac"),
    "lists": ("place", "names", "mac"),
    "totals": ("place", "sealed"),
}
