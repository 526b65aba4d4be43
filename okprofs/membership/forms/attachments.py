"""The shape of files that go with a message."""

from typing import Any

from flask_babel import gettext
from wtforms.validators import ValidationError

from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refused, sentence
from okprofs.membership.rules.attachments import ACCEPTED, MOST_BYTES, MOST_FILES, Attached, attachments_from, too_large


class FormWithFiles(Form):
    """A form with a field `files`; what was made of them stands in `attached`."""

    accepted, most_files, most_bytes, most_megabytes = ACCEPTED, MOST_FILES, MOST_BYTES, MOST_BYTES // 1_000_000
    # Made here, for the database need not wait for it.
    attached: tuple[Attached, ...] = ()

    @property
    def too_large(self) -> str:
        """What is said of files that are too large, also before they are sent."""
        return sentence(too_large())

    def validate_files(self, field: Any) -> None:
        sent = [(file.filename or "", file.read()) for file in field.data or ()]
        for file in field.data or ():
            file.seek(0)
        try:
            self.attached = attachments_from(sent)
        except Refused as refused:
            field.errors += [sentence(refusal) for refusal in refused.refusals[:-1]]
            raise ValidationError(sentence(refused.refusals[-1])) from refused

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        if not is_right:
            self._ask_again()
        return bool(is_right)

    def refuse(self, refused: Refused) -> None:
        super().refuse(refused)
        self._ask_again()

    def _ask_again(self) -> None:
        """No browser holds on to a file: when anything is wrong, they are to be chosen again."""
        if "files" in self and self["files"].data:
            self["files"].errors = [
                *self["files"].errors,
                gettext("Kies je bestanden daarna opnieuw: je browser onthoudt ze niet."),
            ]
