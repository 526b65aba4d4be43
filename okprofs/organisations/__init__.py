"""Organisations: the employers. Government bodies, their kind and province, and the e-mail domains that are theirs.

An applicant may name one that we do not know; it is flagged until the office confirms it or merges it with another.
"""
