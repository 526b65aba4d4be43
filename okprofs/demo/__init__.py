"""The demo club: a believable association for development. It refuses to exist in production."""
