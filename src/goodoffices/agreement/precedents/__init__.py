"""An agreement and its ledger as open data, and how other agreements solved an issue."""

from goodoffices.agreement.precedents.lookup import Hit, look_up
from goodoffices.agreement.precedents.reading import read_precedents
from goodoffices.agreement.precedents.records import COLUMNS, records_of
from goodoffices.agreement.precedents.shapes import Agreement, Precedents, Provision
from goodoffices.agreement.precedents.topics import TOPIC_NAMES, TOPICS, Topic, topic_of, topics_in

__all__ = [
    "COLUMNS",
    "TOPICS",
    "TOPIC_NAMES",
    "Agreement",
    "Hit",
    "Precedents",
    "Provision",
    "Topic",
    "look_up",
    "read_precedents",
    "records_of",
    "topic_of",
    "topics_in",
]
