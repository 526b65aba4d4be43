"""OK-Profs: the membership and community platform of the quality professionals in Dutch government.

Every folder here is a room with the same furniture (rules, models, queries, services, access, forms, views);
the README's table says which question is answered where.
"""
