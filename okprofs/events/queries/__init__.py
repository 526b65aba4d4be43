"""Reads about events: the agenda, what one can sign up for, who asks, and orders."""
