"""Writing to each other: members who do not show their address.

A message is kept for a while between the two, mailed to the other, and answered on the site or by mail; neither sees
the address of the other. The office reads no message but one that its receiver reported, and that only after a
moderator opens the report.
"""
