"""To which address of the house does a row of pages lead, and which of all addresses are no pages?"""

import functools
import os
import re

from tests.house.test_access import EXPECTED

# Every address that can be opened, "/leden/<public_id>", with what each of the cast is answered.
ADDRESSES = {path: answers for (method, path), answers in EXPECTED.items() if method == "GET"}
# What nobody looks at as a page of this site, and why.
NO_PAGE = {
    "a file": r".*(\.ics|\.svg|\.js|/foto/<size>|/bijlagen/<\w+>|/bestand/<\w+>|/uren/bewijs/<\w+>)",
    "an answer to a program": r"/(healthz|readyz|deur/lijst)|.*/suggesties",
    "leads on, and shows nothing": r"/taal/<language>|/mijn/profiel/voorbeeld",
    "somebody's mail, as a mail programme shows it": r"/post/<public_id>/opmaak",
    "the page without the link, found by the link": r"/aanmeldingen/link/<token>/(?!wie-komt).*"
    r"|/uitnodigingen/<token>/(aanmelden|waarom)",
}


def address_of(url_path: str) -> str:
    """The address that answers this path; none when the house does not know it."""
    found = [address for address in ADDRESSES if _pattern(address).fullmatch(url_path)]
    return min(found, key=lambda address: address.count("<"), default="")


def led_to(row: str) -> str:
    """The address that the last step of a row leads to: "start > further" is the first page that the page at `start`
    links to below `further`."""
    *before, last = row.split(" > ")
    last = last.partition("?")[0]
    if not before:
        return address_of(last)
    start = led_to(" > ".join(before))
    below = [
        address
        for address in ADDRESSES
        if re.sub(r"(/<\w+>)+$", "/", address).endswith(last) and address != start and "<token>" not in address
    ]
    return max(below, key=lambda address: (len(os.path.commonpath([address, start])), -len(address)))


@functools.cache
def _pattern(address: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<\w+>", "[^/]+", address))


def is_page(address: str) -> bool:
    """Whether somebody looks at it."""
    return not any(re.fullmatch(what, address) for what in NO_PAGE.values())
