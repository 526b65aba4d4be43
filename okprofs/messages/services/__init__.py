"""Verbs of writing to each other."""
