"""Verbs on membership: applying, reviewing, beginning and ending a membership."""
