"""The kernel: what every room needs and no room owns.

The database and the one function that commits, the clock, refusals, facts, access, forms, pages, limits.
It knows no room: nothing here imports from one.
"""
