"""Rules of writing to each other: pure functions."""
