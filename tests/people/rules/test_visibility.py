"""What may other members see of someone's profile?"""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Audience, Field, ProfileFacts, VisibleProfile, visible_profile

PARTS = {
    Field.FUNCTION: {"function_title", "position"},
    Field.ORGANISATION: {"organisation_name", "organisation_kind", "organisation_province"},
    Field.DISCIPLINES: {"disciplines"},
    Field.ASK_ME_ABOUT: {"topics", "ask_me_about"},
    Field.METHODS: {"methods", "own_methods"},
    Field.CERTIFICATES: {"certificates"},
    Field.EXPERIENCE: {"working_since"},
    Field.LANGUAGES: {"languages"},
    Field.WILLING_TO: {"willing_to"},
    Field.PHONE: {"phone"},
    Field.LINK: {"link"},
    Field.PHOTO: {"has_photo"},
    Field.MESSAGES: set(),
}
EMPTY = VisibleProfile("")
words = st.text(min_size=1, max_size=10)
contents = st.builds(
    VisibleProfile,
    name=words,
    function_title=words,
    position=st.sampled_from(Position),
    organisation_name=words,
    organisation_kind=st.sampled_from(Position),
    organisation_province=st.sampled_from(Province),
    disciplines=st.frozensets(st.sampled_from(Discipline), min_size=1),
    topics=st.tuples(words),
    ask_me_about=words,
    methods=st.frozensets(st.sampled_from(Method), min_size=1),
    own_methods=st.tuples(words),
    certificates=st.tuples(words),
    working_since=st.integers(1950, 2026),
    languages=st.frozensets(st.sampled_from(Language), min_size=1),
    willing_to=st.frozensets(st.sampled_from(Willingness), min_size=1),
    phone=words,
    link=words,
    has_photo=st.just(True),
)
audiences = st.fixed_dictionaries({field: st.sampled_from(Audience) for field in Field}).map(
    lambda chosen: tuple(chosen.items())
)


@given(contents, audiences)
def test_a_field_is_seen_when_and_only_when_its_audience_says_so(content, chosen) -> None:  # type: ignore[no-untyped-def]
    seen = visible_profile(ProfileFacts(content, is_findable=True, audiences=chosen))
    assert seen is not None
    assert seen.name == content.name
    for field, audience in chosen:
        whole = content if audience is Audience.MEMBERS else EMPTY
        for part in PARTS[field]:
            assert getattr(seen, part) == getattr(whole, part)


@given(contents, contents, audiences)
def test_what_is_hidden_changes_nothing_that_is_seen(one, other, chosen) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    hidden = {part for field, audience in chosen if audience is Audience.NOBODY for part in PARTS[field]}
    changed = replace(one, **{part: getattr(other, part) for part in hidden})
    facts = [ProfileFacts(content, is_findable=True, audiences=chosen) for content in (one, changed)]
    assert visible_profile(facts[0]) == visible_profile(facts[1])


@given(contents, audiences)
def test_who_does_not_want_to_be_found_is_not_seen_at_all(content, chosen) -> None:  # type: ignore[no-untyped-def]
    assert visible_profile(ProfileFacts(content, is_findable=False, audiences=chosen)) is None


@given(contents)
def test_a_field_without_an_audience_is_for_nobody(content) -> None:  # type: ignore[no-untyped-def]
    assert visible_profile(ProfileFacts(content, is_findable=True, audiences=())) == VisibleProfile(content.name)


def test_every_part_of_a_profile_has_an_audience() -> None:
    assert set().union(*PARTS.values()) | {"name"} == {field.name for field in fields(VisibleProfile)}
