"""What an exchange comes to, by category, and whether lists of persons fit what was agreed."""

from goodoffices.agreement.exchange.lists import ListCount, Listed, count_list, misfits
from goodoffices.agreement.exchange.rates import CategoryRange, Exchange, exchange_of, exchanges_of

__all__ = [
    "CategoryRange",
    "Exchange",
    "ListCount",
    "Listed",
    "count_list",
    "exchange_of",
    "exchanges_of",
    "misfits",
]
