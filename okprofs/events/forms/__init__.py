"""The shape of what comes in about events."""
