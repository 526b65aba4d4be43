"""Which amount does someone mean?"""

import pytest

from okprofs.kernel.money import amount, parse_amount


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("60", 6000),
        ("60,00", 6000),
        ("60.00", 6000),
        ("€ 60", 6000),
        ("€60,-", 6000),
        ("60 euro", 6000),
        ("EUR 60,5", 6050),
        ("0", 0),
        (" 12,34 ", 1234),
        ("1.250", 125000),
        ("1.250,00", 125000),
        ("1 250,00", 125000),
        ("€\u00a01.250,00", 125000),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "€", "-5", "zestig", "60,000", "1,2,3", "1.25.00", "6e3", "٦٠", "1" * 40, "60;00", "=60", "NaN"]
)
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(typed)


def test_a_field_shows_an_amount_that_can_be_read_back() -> None:
    for cents in (0, 5, 6000, 125050):
        assert parse_amount(amount(cents)) == cents
