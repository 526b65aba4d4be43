"""Events: seminars and meetings, from the programme to who takes part.

An event has a programme (open and closed sessions), ticket types (a price, an audience, a number of places)
and orders: one contact, one or more attendees, each a registration with its own ticket. What is closed is for
professionals and invitees, and only for who has proven to be one.
"""
