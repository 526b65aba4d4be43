"""Decisions about members together: pure functions, one file a question."""
