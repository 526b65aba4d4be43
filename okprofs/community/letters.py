"""Which letters do groups become? None says who else is in a group: that stands behind signing in."""

from okprofs.mail.kinds import Kind

GROUP_JOINED = Kind("community/group_joined")
