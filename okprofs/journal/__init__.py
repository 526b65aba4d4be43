"""The journal: who did what to what, when.

Append-only, written in the same transaction as what it tells. Every room records; only the office reads.
It never holds what someone wrote, ate or chose to hide: only that something changed.
"""
