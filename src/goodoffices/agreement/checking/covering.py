"""Issues that the package leaves open, and issues that nothing in the terms carries out."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement.checking.findings import Finding, Setting
from goodoffices.agreement.ordering import Order
from goodoffices.language import gettext as _
from goodoffices.language import isolated


def covering(order: Order, setting: Setting) -> Iterator[Finding]:
    """Yield issues of the dispute that the agreement does not settle, or settles without anybody having to act."""
    if not order.terms.phases:
        says = _("the terms have no phases, so nobody is obliged to anything")
        yield Finding(kind="open", rule="no-phases", where="phases", says=says)
    carried = {name for one in order.obligations.values() for name in one.issues} | set(setting.clauses)
    for issue in setting.issues:
        where = f"issues/{issue.id}"
        if setting.package is not None and issue.id not in setting.package:
            says = _("“{issue}” is left open by the package").format(issue=isolated(issue.name))
            yield Finding(kind="open", rule="issue-open", where=where, says=says)
        if issue.id not in carried:
            says = _("“{issue}”: no obligation and no clause carries it out").format(
                issue=isolated(issue.name)
            )
            yield Finding(kind="open", rule="issue-not-carried", where=where, says=says)
