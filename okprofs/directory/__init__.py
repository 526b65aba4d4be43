"""The directory: how members find each other.

It reads only its own tables, which hold of each findable member what other members may see and nothing else. What
someone hides is not in them, so it cannot be shown, searched, sorted on or counted. They follow the profile by facts.
"""
