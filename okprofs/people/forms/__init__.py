"""What can be filled in about people: who they are, how they prove it, what they tell."""

from okprofs.people.forms.accounts import (
    AddressForm,
    AppointmentForm,
    CheckboxesField,
    NewPasswordForm,
    ProofForm,
    SignInForm,
    by_rule,
)
from okprofs.people.forms.profiles import BasicsForm, ContactForm, ExpertiseForm, PhotoForm, WorkForm

__all__ = [
    "AddressForm",
    "AppointmentForm",
    "BasicsForm",
    "CheckboxesField",
    "ContactForm",
    "ExpertiseForm",
    "NewPasswordForm",
    "PhotoForm",
    "ProofForm",
    "SignInForm",
    "WorkForm",
    "by_rule",
]
