"""People: accounts and how they sign in, the profile and what others may see of it, and the offices.

An account is someone who proved an e-mail address. Who is signed in stands in a table, so that a session can be ended.
"""
