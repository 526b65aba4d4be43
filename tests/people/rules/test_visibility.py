"""What may others see of someone's profile?"""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import (
    AUDIENCES,
    Audience,
    Field,
    ProfileFacts,
    VisibleProfile,
    visible_profile,
)

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


viewers = st.sampled_from((Audience.GROUPS, Audience.MEMBERS, Audience.EVERYONE))
# From few to many.
ORDER = (Audience.NOBODY, Audience.GROUPS, Audience.MEMBERS, Audience.EVERYONE)


def is_for(viewer: Audience, field: Field, audience: Audience) -> bool:
    return viewer in AUDIENCES[field] and ORDER.index(audience) >= ORDER.index(viewer)


def facts(content: VisibleProfile, chosen: tuple[tuple[Field, Audience], ...]) -> ProfileFacts:
    return ProfileFacts(content, is_findable=True, audiences=chosen, is_public=True)


@given(contents, audiences, viewers)
def test_a_field_is_seen_when_and_only_when_its_audience_says_so(content, chosen, viewer) -> None:  # type: ignore[no-untyped-def]
    seen = visible_profile(facts(content, chosen), viewer)
    assert seen is not None
    assert seen.name == content.name
    for field, audience in chosen:
        whole = content if is_for(viewer, field, audience) else EMPTY
        for part in PARTS[field]:
            assert getattr(seen, part) == getattr(whole, part)


@given(contents, contents, audiences, viewers)
def test_what_is_hidden_changes_nothing_that_is_seen(one, other, chosen, viewer) -> None:  # type: ignore[no-untyped-def]
    hidden = {part for field, audience in chosen if not is_for(viewer, field, audience) for part in PARTS[field]}
    changed = replace(one, **{part: getattr(other, part) for part in hidden})
    assert visible_profile(facts(one, chosen), viewer) == visible_profile(facts(changed, chosen), viewer)


@given(contents, audiences)
def test_who_may_see_more_sees_all_that_who_may_see_less_sees(content, chosen) -> None:  # type: ignore[no-untyped-def]
    few, more, most = (
        visible_profile(facts(content, chosen), viewer)
        for viewer in (Audience.EVERYONE, Audience.MEMBERS, Audience.GROUPS)
    )
    for part in fields(VisibleProfile):
        for fewer, further in ((few, more), (more, most)):
            assert getattr(fewer, part.name) in (getattr(further, part.name), getattr(EMPTY, part.name))


@given(contents)
def test_a_telephone_number_is_never_for_everyone_whatever_was_kept(content) -> None:  # type: ignore[no-untyped-def]
    chosen = tuple((field, Audience.EVERYONE) for field in Field)
    seen = visible_profile(facts(content, chosen), Audience.EVERYONE)
    open_fields = {Field.FUNCTION, Field.ORGANISATION, Field.DISCIPLINES, Field.ASK_ME_ABOUT, Field.LINK, Field.PHOTO}
    for field, parts in PARTS.items():
        for part in parts:
            assert (getattr(seen, part) != getattr(EMPTY, part)) == (field in open_fields)


@given(contents, audiences, viewers)
def test_who_does_not_want_to_be_found_is_not_seen_at_all(content, chosen, viewer) -> None:  # type: ignore[no-untyped-def]
    assert visible_profile(replace(facts(content, chosen), is_findable=False), viewer) is None


@given(contents, audiences)
def test_whose_name_is_not_for_everyone_is_not_seen_by_everyone(content, chosen) -> None:  # type: ignore[no-untyped-def]
    hidden = replace(facts(content, chosen), is_public=False)
    assert visible_profile(hidden, Audience.EVERYONE) is None
    assert visible_profile(hidden) == visible_profile(facts(content, chosen))


@given(contents, viewers)
def test_a_field_without_an_audience_is_for_nobody(content, viewer) -> None:  # type: ignore[no-untyped-def]
    assert visible_profile(facts(content, ()), viewer) == VisibleProfile(content.name)


def test_every_part_of_a_profile_has_an_audience() -> None:
    assert set().union(*PARTS.values()) | {"name"} == {field.name for field in fields(VisibleProfile)}
    assert set(AUDIENCES) == set(PARTS) == set(Field)
