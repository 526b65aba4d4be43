"""What did someone write themselves in an answer by mail?"""

LONGEST_MESSAGE = 5_000
