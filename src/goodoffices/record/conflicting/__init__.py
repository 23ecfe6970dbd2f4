"""What contradicts what: two figures for one quantity, an assertion and its denial, a stand and its reversal.

Precision goes before recall: a conflict that is none costs a reader more than one that is missed.
"""
