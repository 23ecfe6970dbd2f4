"""The ledger: counts that must add up over time, and what is done of what was agreed.

Nothing is averaged. A figure is a range (`ranges` says what each bound means), ranges follow from one another
through the sums, exactly, and where no numbers fit, the gap is said with the fewest entries that cannot stand
together.
"""

from goodoffices.agreement.ledger.balances import BalanceLedger, balances_of
from goodoffices.agreement.ledger.compliance import Compliance, Performance, compliance_of
from goodoffices.agreement.ledger.consequences import Consequence, consequences_of
from goodoffices.agreement.ledger.gaps import Gap
from goodoffices.agreement.ledger.tallies import TallyLedger, tally_of

__all__ = [
    "BalanceLedger",
    "Compliance",
    "Consequence",
    "Gap",
    "Performance",
    "TallyLedger",
    "balances_of",
    "compliance_of",
    "consequences_of",
    "tally_of",
]
