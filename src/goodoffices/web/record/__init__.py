"""The mediators' record: reports read into it, its pieces reviewed, positions over time, conflicts side by side."""
