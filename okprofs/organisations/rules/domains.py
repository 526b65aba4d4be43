"""Does a work e-mail address fit the organisation's domains?

The answer is evidence for the reviewer, never a condition. So it errs on one side only: what merely looks like
the organisation's domain does not fit. A domain fits when it is listed, letter for letter; a sub-domain must be
listed itself, and the end of a domain proves nothing. An address outside the plain form that mail systems hand out
(one @, no quotes, comments or routing, only ASCII) fits nothing.

Source: "werken bij de overheid"; the domains are the office's own list.
"""

import re
from collections.abc import Collection
from enum import StrEnum

LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64
LONGEST_DOMAIN = 253

# % and ! are left out: with them an address asks to be sent on to another domain.
_LOCAL_PART = re.compile(r"[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?!\d+$){_LABEL}")


class Evidence(StrEnum):
    """What an address says about where someone works."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    FREE_MAIL_PROVIDER = "free_mail_provider"


_FREE_MAIL_TEXT = """
    gmail.com googlemail.com outlook.com outlook.be hotmail.com hotmail.nl hotmail.be live.com live.nl live.be
    msn.com windowslive.com yahoo.com yahoo.nl yahoo.co.uk ymail.com rocketmail.com icloud.com me.com mac.com
    proton.me protonmail.com protonmail.ch pm.me tuta.com tutanota.com gmx.com gmx.net gmx.de web.de mail.com
    email.com aol.com fastmail.com fastmail.fm hey.com zoho.com yandex.com mail.ru posteo.net posteo.de mailbox.org
    ziggo.nl upcmail.nl chello.nl casema.nl quicknet.nl home.nl hccnet.nl xs4all.nl kpnmail.nl kpnplanet.nl
    planet.nl hetnet.nl wxs.nl telfort.nl telfortglasvezel.nl tele2.nl zonnet.nl versatel.nl tiscali.nl 12move.nl
    online.nl orange.nl solcon.nl solcon.net caiway.nl caiway.net kabelfoon.nl kabelfoon.net zeelandnet.nl
    deltanl.nl onsbrabantnet.nl onsnet.nu freedom.nl freedomnet.nl demon.nl scarlet.nl t-mobilethuis.nl odido.nl
    skynet.be telenet.be proximus.be scarlet.be t-online.de orange.fr free.fr
"""
FREE_MAIL_PROVIDERS = frozenset(_FREE_MAIL_TEXT.split())
"""Where anybody can have an address; with their sub-domains. Listing one for an organisation proves nothing."""


def evidence_for(address: str, domains: Collection[str]) -> Evidence:
    """What `address` says about working for the organisation whose listed domains are `domains`.

    No domains means that the organisation, or its domains, are unknown. What is malformed does not fit, whoever
    the organisation is; a free mail provider is named as such, listed or not.
    """
    domain = domain_of(address)
    if domain is None:
        return Evidence.DOES_NOT_FIT
    if is_free_mail_provider(domain):
        return Evidence.FREE_MAIL_PROVIDER
    if not domains:
        return Evidence.UNKNOWN_ORGANISATION
    listed = {normalised_domain(listed) for listed in domains}
    return Evidence.FITS if domain in listed else Evidence.DOES_NOT_FIT


def domain_of(address: str) -> str | None:
    """The domain of a plain address, in small letters; None when the address is not of the plain form."""
    if len(address) > LONGEST_ADDRESS or address.count("@") != 1:
        return None
    local_part, domain = address.split("@")
    if len(local_part) > LONGEST_LOCAL_PART or not _LOCAL_PART.fullmatch(local_part):
        return None
    return normalised_domain(domain)


def normalised_domain(text: str) -> str | None:
    """A domain as the list keeps it: ASCII, small letters, no dot at the end; None when it is not a domain.

    A domain with other letters is listed in its ASCII form (xn--…): look-alikes then cannot hide in it.
    """
    if not text.isascii() or len(text) > LONGEST_DOMAIN:
        return None
    domain = text.lower()
    return domain if _DOMAIN.fullmatch(domain) else None


def is_free_mail_provider(domain: str) -> bool:
    """Whether anybody can have an address there; sub-domains of a provider are the provider's."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in FREE_MAIL_PROVIDERS for start in range(len(labels) - 1))
