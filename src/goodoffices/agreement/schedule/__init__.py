"""The schedule: when phases begin and end, by which day obligations are due, what is late, what blocks what."""

from goodoffices.agreement.schedule.days import Days, ObligationDays, PhaseDays, Schedule, schedule_of
from goodoffices.agreement.schedule.due import due_between, due_this_week, overdue

__all__ = [
    "Days",
    "ObligationDays",
    "PhaseDays",
    "Schedule",
    "due_between",
    "due_this_week",
    "overdue",
    "schedule_of",
]
