"""Mail: what we write to people, and the links in it by which they prove who they are.

A letter is a row, written in the transaction of the fact that it tells of. The worker renders and delivers it, in three
phases, so that none is lost and a double is rare and known. Secrets are made at sending and kept only as digests.
"""
