"""Who gets a mail to participants: each address once, and the contact for who has none."""

from okprofs.events.rules.mailing import Selected, may_send, recipients


def selected(number: int, name: str, email: str = "", contact: str = "Carla Contact") -> Selected:
    address = f"{contact.split(maxsplit=1)[0].lower()}@okprofs.example"
    return Selected(number, f"public{number}", name, email, contact, address, "nl")


def test_each_address_gets_it_once() -> None:
    people = [selected(1, "Jan", "jan@okprofs.example"), selected(2, "Piet", "Jan@OKprofs.example")]
    assert [person.name for person in recipients(people)] == ["Jan"]


def test_who_has_no_address_is_reached_through_the_contact() -> None:
    found = recipients([selected(1, "Jan"), selected(2, "Piet"), selected(3, "Els", "els@okprofs.example")])
    assert [(one.name, one.address) for one in found] == [
        ("Carla Contact", "carla@okprofs.example"),
        ("Els", "els@okprofs.example"),
    ]


def test_who_comes_themselves_goes_before_who_only_stands_for_others() -> None:
    found = recipients([selected(1, "Jan"), selected(2, "Carla", "carla@okprofs.example")])
    assert [(one.registration_id, one.name) for one in found] == [(2, "Carla")]


def test_who_comes_and_waits_for_something_else_gets_it_once_as_who_comes() -> None:
    coming = selected(1, "Jan", "jan@okprofs.example")
    waiting = [
        Selected(None, f"w{number}", name, f"{name}@okprofs.example", name, "", "nl", number)
        for number, name in ((7, "jan"), (8, "els"))
    ]
    found = recipients([*waiting, coming])
    assert [(one.name, one.registration_id, one.waiting_party_id) for one in found] == [
        ("els", None, 8),
        ("Jan", 1, None),
    ]


def codes(**changes: object) -> list[str]:
    values = {"is_published": True, "is_sent": False, "people": 12, "sent_today": 0, **changes}
    return [refusal.code for refusal in may_send(**values)]  # type: ignore[arg-type]


def test_it_goes_once_to_somebody_and_not_without_end() -> None:
    assert codes() == []
    assert codes(is_sent=True) == ["mailing_sent_already"]
    assert codes(is_published=False) == ["mailing_not_published"]
    assert codes(people=0) == ["mailing_nobody"]
    assert codes(people=2_001) == ["mailing_too_many"]
    assert codes(sent_today=5) == ["mailing_enough_today"]
    assert codes(people=0, is_test=True) == []
