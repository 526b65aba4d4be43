"""The shape of agreeing that two applications go on as one."""

from wtforms import HiddenField

from okprofs.membership.forms.review import DecisionForm, number_in


class MergeForm(DecisionForm):
    """Yes, as the page showed it: with the version of both."""

    other_version = HiddenField()

    @property
    def seen_other_version(self) -> int:
        """The version of the one that goes on, as the reviewer saw it."""
        return number_in(self.other_version)
