"""Members together: intervision groups, and when they met.

A group is a few members around one question, who meet more than once. An organiser puts it together; its members see
each other here, and see of each other what each shows to their groups. Who left, and a group that ended, leave nothing
but the hours that each was there.
"""
