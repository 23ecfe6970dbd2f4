"""What is wrong with the terms of an agreement, what they leave open, and what to look at before anybody signs.

Nothing here approves anything: a check finds, or it finds nothing, and neither means that the terms are sound.
"""

from goodoffices.agreement.checking.findings import Finding, Setting, setting_of
from goodoffices.agreement.checking.terms import check_terms

__all__ = ["Finding", "Setting", "check_terms", "setting_of"]
