"""Which list of people has the office of the demo club taken in? It was checked, and waits to be sent."""

from okprofs.demo.club import DOMAIN
from okprofs.kernel.tables import read_table
from okprofs.membership.rules.importing import Part
from okprofs.membership.services.importing import keep_list, match
from okprofs.people.models import Account

_LIST = f"""Voornaam;Tussenvoegsel;Achternaam;E-mail;Organisatie;Functie
Greet;;Hoekstra;greet.hoekstra@{DOMAIN};provincie Fryslân;adviseur dienstverlening
Bram;van;Leeuwen;bram.van.leeuwen@{DOMAIN};gemeente Amersfoort;Lean-coach
Saskia;;Wolters;saskia.wolters@{DOMAIN};waterschap Vallei en Veluwe;kwaliteitsmanager
Bram;van;Leeuwen;Bram.van.Leeuwen@{DOMAIN};gemeente Amersfoort;
Theo;;Damen;theo.damen@;gemeente Zwolle;beleidsmedewerker
Yara;;Osman;yara.osman@{DOMAIN};gemeente Deventer;procesmanager
Fatima;;El Amrani;lid@{DOMAIN};;
Kees;de;Wit;;gemeente Ede;controller
Ans;;Vermeer;ans.vermeer@{DOMAIN};;
"""


def load_lists(members: dict[str, Account]) -> None:
    """The list. Nobody on it is invited yet."""
    table = read_table(_LIST.encode())
    source = "de deelnemers aan de NMKG-dag van 2024"
    made = keep_list(table, file_name="nmkg-dag-2024.csv", source=source, by=members["ballotage"])
    match(made.public_id, {Part(word): place for word, place in made.matching.items()})
