"""The office ("beheer"): pages that span rooms. It owns pages, never rules."""
