"""Which e-mail domains may stand with an organisation, as someone types them?"""

from collections.abc import Iterable

import idna

from okprofs.kernel.refusals import Refusal
from okprofs.organisations.rules.domains import is_free_mail_provider, normalised_domain

MOST_DOMAINS = 30


def read_domains(lines: Iterable[str]) -> tuple[tuple[str, ...], tuple[Refusal, ...]]:
    """The domains on these lines, as the list keeps them, sorted; and every reason why not.

    An @ before it or a dot behind it does no harm. Refuses domain_invalid, domain_free_mail (each with the line),
    domains_too_many.
    """
    domains: set[str] = set()
    refusals: list[Refusal] = []
    for line in lines:
        typed = line.strip().removeprefix("@").rstrip(".")
        if not typed:
            continue
        domain = normalised_domain(_ascii(typed))
        if domain is None:
            refusals.append(Refusal("domain_invalid", (("domain", typed[:60]),)))
        elif is_free_mail_provider(domain):
            refusals.append(Refusal("domain_free_mail", (("domain", domain[:60]),)))
        else:
            domains.add(domain)
    if len(domains) > MOST_DOMAINS:
        refusals.append(Refusal("domains_too_many", (("most", MOST_DOMAINS),)))
    return tuple(sorted(domains)), tuple(refusals)


def _ascii(typed: str) -> str:
    """A domain with other letters in its ASCII form; what cannot be one comes back as it was."""
    try:
        return idna.encode(typed.lower(), uts46=True).decode("ascii")
    except idna.IDNAError:
        return typed
