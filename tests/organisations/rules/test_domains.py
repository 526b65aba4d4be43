"""Does a work e-mail address fit the organisation's domains? With the whole collection of ways to pretend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.organisations.rules.domains import (
    FREE_MAIL_PROVIDERS,
    Evidence,
    domain_of,
    evidence_for,
    is_free_mail_provider,
    normalised_domain,
)

DOMAINS = frozenset({"nijkerk.eu", "rijksoverheid.nl", "post.rws.nl"})


@pytest.mark.parametrize(
    "address",
    [
        "m.smits@nijkerk.eu",
        "M.Smits@NIJKERK.EU",
        "mirjam+lean@nijkerk.eu",
        "o'neill@rijksoverheid.nl",
        "a@post.rws.nl",
        "a" * 64 + "@nijkerk.eu",
    ],
)
def test_an_address_at_a_listed_domain_fits(address: str) -> None:
    assert evidence_for(address, DOMAINS) is Evidence.FITS


PRETENDERS = {
    "another domain that ends alike": "a@evil-rijksoverheid.nl",
    "the domain as the beginning of another": "a@rijksoverheid.nl.evil.nl",
    "the domain glued to another": "a@evilnijkerk.eu",
    "the domain under another ending": "a@nijkerk.com",
    "a sub-domain that is not listed": "a@mail.nijkerk.eu",
    "the parent of a listed sub-domain": "a@rws.nl",
    "a sibling of a listed sub-domain": "a@pop.rws.nl",
    "a dot at the end": "a@nijkerk.eu.",
    "a dot at the beginning": "a@.nijkerk.eu",
    "two dots": "a@nijkerk..eu",
    "a Cyrillic letter": "a@nijk\u0435rk.eu",
    "a Kelvin sign": "a@nij\u212aerk.eu",
    "full-width letters": "a@\uff4eijkerk.eu",
    "a full-width dot": "a@nijkerk\u3002eu",
    "a dotless i": "a@n\u0131jkerk.eu",
    "the Dutch ij as one letter": "a@n\u0133kerk.eu",
    "a soft hyphen": "a@nij\u00adkerk.eu",
    "a zero-width space": "a@nij\u200bkerk.eu",
    "a look-alike in ASCII form": "a@xn--nijkrk-e2a.eu",
    "letters l and digit 1": "a@ri1ksoverheid.nl",
    "two @, ours last": "a@evil.nl@nijkerk.eu",
    "two @, ours first": "a@nijkerk.eu@evil.nl",
    "a full-width @": "a\uff20nijkerk.eu",
    "a full-width @ before ours": "a\uff20evil.nl@nijkerk.eu",
    "a quoted local part": '"a"@nijkerk.eu',
    "a quoted @": '"a@evil.nl"@nijkerk.eu',
    "a quoted space": '"a b"@nijkerk.eu',
    "a comment": "a(comment)@nijkerk.eu",
    "a comment in the domain": "a@nijkerk.eu(comment)",
    "percent routing": "a%evil.nl@nijkerk.eu",
    "bang routing": "evil.nl!a@nijkerk.eu",
    "source routing": "@evil.nl:a@nijkerk.eu",
    "a display name": "M. Smits <a@nijkerk.eu>",
    "a second address": "a@nijkerk.eu,b@evil.nl",
    "a NUL in the local part": "a\x00@nijkerk.eu",
    "a NUL in the domain": "a@nijkerk.eu\x00.evil.nl",
    "a NUL at the end": "a@nijkerk.eu\x00",
    "a newline at the end": "a@nijkerk.eu\n",
    "a carriage return": "a@nijkerk.eu\r\nBcc: b@evil.nl",
    "a line separator": "a@nijkerk.eu\u2028",
    "a space at the end": "a@nijkerk.eu ",
    "a space at the beginning": " a@nijkerk.eu",
    "a space in the domain": "a@nij kerk.eu",
    "a tab": "a\t@nijkerk.eu",
    "300 characters": "a" * 289 + "@nijkerk.eu",
    "a local part of 65": "a" * 65 + "@nijkerk.eu",
    "a label of 64": "a@" + "a" * 64 + ".eu",
    "an IP address": "a@192.168.0.1",
    "an IP address in brackets": "a@[192.168.0.1]",
    "a hyphen first": "a@-nijkerk.eu",
    "a hyphen last": "a@nijkerk-.eu",
    "an underscore": "a@nij_kerk.eu",
    "a port": "a@nijkerk.eu:25",
    "a path": "a@nijkerk.eu/evil",
    "no domain": "a@",
    "no local part": "@nijkerk.eu",
    "no @": "nijkerk.eu",
    "only an ending": "a@eu",
    "dots around the local part": ".a.@nijkerk.eu",
    "two dots in the local part": "a..b@nijkerk.eu",
    "letters from elsewhere in the local part": "\u0430@nijkerk.eu",
    "nothing": "",
    "a lone surrogate": "a\ud800@nijkerk.eu",
}


@pytest.mark.parametrize("address", PRETENDERS.values(), ids=PRETENDERS.keys())
def test_what_only_looks_like_the_domain_does_not_fit(address: str) -> None:
    assert evidence_for(address, DOMAINS) is Evidence.DOES_NOT_FIT


def test_a_malformed_address_does_not_fit_an_unknown_organisation_either() -> None:
    assert evidence_for("a@nijkerk.eu@evil.nl", ()) is Evidence.DOES_NOT_FIT


def test_a_sub_domain_fits_when_it_is_listed() -> None:
    assert evidence_for("a@mail.nijkerk.eu", {*DOMAINS, "mail.nijkerk.eu"}) is Evidence.FITS


def test_without_domains_the_organisation_is_unknown() -> None:
    assert evidence_for("a@nijkerk.eu", ()) is Evidence.UNKNOWN_ORGANISATION


def test_a_free_mail_provider_is_named_whatever_the_organisation_lists() -> None:
    assert len(FREE_MAIL_PROVIDERS) > 50
    for provider in FREE_MAIL_PROVIDERS:
        assert normalised_domain(provider) == provider
        assert evidence_for(f"a@{provider}", DOMAINS) is Evidence.FREE_MAIL_PROVIDER
        assert evidence_for(f"a@{provider.upper()}", ()) is Evidence.FREE_MAIL_PROVIDER
        assert evidence_for(f"a@{provider}", {provider}) is Evidence.FREE_MAIL_PROVIDER
        assert evidence_for(f"a@piet.{provider}", DOMAINS) is Evidence.FREE_MAIL_PROVIDER
        assert evidence_for(f"a@not{provider}", DOMAINS) is Evidence.DOES_NOT_FIT


def test_a_government_domain_is_no_free_mail_provider() -> None:
    assert not any(is_free_mail_provider(domain) for domain in DOMAINS)


def test_the_list_may_hold_capitals_and_what_is_no_domain_is_passed_over() -> None:
    assert evidence_for("a@nijkerk.eu", {"Nijkerk.EU"}) is Evidence.FITS
    assert evidence_for("a@nijkerk.eu", {"nijkerk.eu.", "@nijkerk.eu", "*.eu", ""}) is Evidence.DOES_NOT_FIT


def test_a_domain_of_other_letters_fits_only_in_the_form_in_which_it_is_listed() -> None:
    assert evidence_for("a@xn--sdwest-3ya.frl", {"xn--sdwest-3ya.frl"}) is Evidence.FITS
    assert evidence_for("a@súdwest.frl", {"xn--sdwest-3ya.frl", "súdwest.frl"}) is Evidence.DOES_NOT_FIT


def test_a_domain_has_at_most_253_characters() -> None:
    label = "a" * 61
    fits = f"{label}.{label}.{label}.{label}.nl"
    assert len(fits) <= 253
    assert normalised_domain(fits) == fits
    longest = f"{label}aa.{label}aa.{label}aa.{'a' * 58}.nl"
    assert len(longest) == 253
    assert normalised_domain(longest) == longest
    assert normalised_domain(f"{label}aa.{label}aa.{label}aa.{'a' * 59}.nl") is None


def test_an_address_has_at_most_254_characters() -> None:
    domain = f"{'a' * 63}.{'b' * 63}.{'c' * 60}.nl"
    assert domain_of("a" * (254 - 1 - len(domain)) + "@" + domain) == domain
    assert domain_of("a" * (255 - 1 - len(domain)) + "@" + domain) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_a_listed_domain_letter_for_letter_ever_fits(before: str, after: str) -> None:
    for address in (f"{before}@{after}", f"{before}@nijkerk.eu{after}", f"{before}@{after}nijkerk.eu"):
        if evidence_for(address, DOMAINS) is Evidence.FITS:
            local_part, _, domain = address.partition("@")
            assert domain.lower() in DOMAINS
            assert address.isascii()
            assert local_part.isprintable()


@given(st.from_regex(r"[a-z]{1,10}(\.[a-z]{1,10}){1,3}", fullmatch=True))
def test_every_plain_domain_fits_itself_and_not_its_neighbours(domain: str) -> None:
    if is_free_mail_provider(domain):
        return
    assert evidence_for(f"a@{domain}", {domain}) is Evidence.FITS
    for other in (f"x{domain}", f"x.{domain}", f"x-{domain}", f"{domain}x", f"{domain}.nl"):
        assert evidence_for(f"a@{other}", {domain}) is not Evidence.FITS
