"""Membership: from "would I fit?" to a number of one's own.

An application lives from draft to decision; the rules assess it against the founding definition and give
their reasons; a reviewer decides, and the advice of that moment is kept with the decision. What follows is
a membership: a period in which someone is a member.
"""
