"""Who on a list may be invited?"""

from okprofs.events.rules.inviting import (
    MOST_AT_ONCE,
    Known,
    Line,
    Verdict,
    judge,
    lines_of_table,
    lines_of_text,
    may_invite,
)


def test_a_line_holds_a_name_and_an_address_in_any_order() -> None:
    lines = ("Nina Nieuw <Nina@Ede.example>", "nina@ede.example;Nina Nieuw", '"Nieuw, Nina"\tnina@ede.example')
    text = "\n".join((*lines, "", "Zomaar", "x@y.example"))
    found = [(line.name, line.address) for line in lines_of_text(text)]
    assert found[:2] == [("Nina Nieuw", "nina@ede.example")] * 2
    assert found[2] == ("Nieuw Nina", "nina@ede.example")
    assert found[3:] == [("Zomaar", ""), ("", "x@y.example")]


def test_a_table_is_read_by_its_headings_or_else_beside_the_address() -> None:
    rows = [(2, ("nina@ede.example", "Nina", "Nieuw"))]
    [line] = lines_of_table(("E-mail", "Voornaam", "Achternaam"), rows)
    assert (line.name, line.address) == ("Nina Nieuw", "nina@ede.example")
    [line] = lines_of_table(("", ""), [(1, ("Nina Nieuw", "nina@ede.example"))])
    assert (line.name, line.address) == ("Nina Nieuw", "nina@ede.example")


def test_each_line_gets_one_verdict_and_doubles_are_passed_over() -> None:
    known = Known(invited={"b@x.example", "c@x.example"}, declined={"c@x.example"}, come={"d@x.example"})
    names = ["a@x.example", "a@x.example", "b@x.example", "c@x.example", "d@x.example", ""]
    judged = judge([Line(number, "Aad", address) for number, address in enumerate(names)], known)
    expected = ["new", "double", "invited", "declined", "comes_already", "no_address"]
    assert [verdict.value for _, verdict in judged] == expected
    assert may_invite(judged, 0) == ()
    assert [refusal.code for refusal in may_invite(judged[1:], 0)] == ["nobody_to_invite"]
    assert [refusal.code for refusal in may_invite(judged, 2000)] == ["too_many_invited"]
    many = [(Line(1, "Aad", ""), Verdict.NEW)] * (MOST_AT_ONCE + 1)
    assert [refusal.code for refusal in may_invite(many, 0)] == ["invitation_list_too_long"]
