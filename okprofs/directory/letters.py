"""Which letters does the directory write? None holds a name of who was found: that stands behind the link."""

from datetime import timedelta

from okprofs.mail.kinds import Kind, Link

SILENCE_PURPOSE = "silence_searches"
NEW_MEMBERS_FIT = Kind(
    "directory/new_members_fit",
    link=Link("directory.create_silence", SILENCE_PURPOSE, timedelta(days=366), ends_mail=True),
)
