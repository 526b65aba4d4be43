"""Verbs on people: sessions, passwords, addresses, profiles, offices."""
