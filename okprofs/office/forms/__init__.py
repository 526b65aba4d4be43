"""The shape of what is typed at the desk of beheer."""
