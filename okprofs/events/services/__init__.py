"""What changes at events: signing up, and inviting."""
