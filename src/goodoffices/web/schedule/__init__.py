"""The agreement on days: what is done, due, overdue and blocked, as a picture, as tables and as a calendar."""
