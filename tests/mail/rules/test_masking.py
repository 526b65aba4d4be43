from okprofs.mail.rules.masking import masked, masked_in


def test_of_an_address_one_letter_and_the_domain_are_seen() -> None:
    assert masked("anneke.bakker@barneveld.nl") == "a•••@barneveld.nl"
    assert masked("geen adres") == "•••"


def test_what_a_server_repeats_is_masked_too() -> None:
    assert masked_in("550 <an@x.nl> unknown", "an@x.nl") == "550 <a•••@x.nl> unknown"
    assert masked_in("550 unknown", "") == "550 unknown"
