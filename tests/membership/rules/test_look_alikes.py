"""Who may stand on one list twice?"""

from okprofs.membership.rules.duplicates import Someone
from okprofs.membership.rules.look_alikes import MOST_COMPARED, look_alikes

SMITS = Someone("Mirjam Smits", "mirjam.smits@nijkerk.example", "gemeente Nijkerk")


def test_each_stands_by_the_earliest_that_is_like_it_and_a_name_alone_is_nobody() -> None:
    people = {
        2: SMITS,
        3: Someone("M. Smits", "", "gem. Nijkerk"),
        5: Someone("Mirjam Smits", "", "gemeente Zwolle"),
        6: Someone("Mirjam Smits", ""),
        7: Someone("M. Smits", "mirjamsmits+lijst@nijkerk.example"),
        8: Someone("Mirjam Smitz", "", "Gemeente Nijkerk"),
    }
    assert look_alikes(people) == {3: 2, 7: 2, 8: 2}


def test_one_name_at_a_great_many_organisations_is_held_against_the_first_of_them() -> None:
    people = {line: Someone("Jan Jansen", "", f"gemeente {line:05}") for line in range(MOST_COMPARED + 1)}
    assert look_alikes(people | {99: people[0]})[99] == 0
