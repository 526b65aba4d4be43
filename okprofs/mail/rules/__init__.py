"""Rules of the mail: pure functions."""
