"""Which words does membership use? A label for every value, and a sentence for every reason.

The rules know codes only; here each code gets its Dutch, which is also what the translations are found by.
"""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from okprofs.membership.models import MembershipStatus
from okprofs.membership.rules.categories import Category, Right
from okprofs.membership.rules.duplicates import Likeness
from okprofs.membership.rules.eligibility import (
    Appointment,
    Assessment,
    Clause,
    Engagement,
    Finding,
    Outcome,
    Reason,
    ReasonCode,
    Workshop,
)
from okprofs.membership.rules.judging import Decision
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.nominating import Progress
from okprofs.membership.rules.objecting import Ruling
from okprofs.membership.rules.votes import Verdict
from okprofs.organisations.rules.domains import Evidence

APPOINTMENT_LABELS: Mapping[Appointment, LazyString] = {
    Appointment.PERMANENT: _l("Vast"),
    Appointment.TEMPORARY: _l("Tijdelijk"),
    Appointment.NONE: _l("Geen van beide"),
}

ENGAGEMENT_LABELS: Mapping[Engagement, LazyString] = {
    Engagement.FULL_TIME: _l("Voltijd"),
    Engagement.PART_TIME: _l("Deeltijd"),
    Engagement.NONE: _l("Niet"),
}

OUTCOME_LABELS: Mapping[Outcome, LazyString] = {
    Outcome.ELIGIBLE: _l("Voldoet"),
    Outcome.NEEDS_JUDGEMENT: _l("Beoordelen"),
    Outcome.NOT_ELIGIBLE: _l("Voldoet niet"),
}

OUTCOME_SENTENCES: Mapping[Outcome, LazyString] = {
    Outcome.ELIGIBLE: _l("Je past bij de omschrijving van een OK-prof. Je kunt lid worden."),
    Outcome.NEEDS_JUDGEMENT: _l(
        "Misschien ben je een OK-prof. Vertel kort wat je doet. Een mens kijkt ernaar en beslist."
    ),
    Outcome.NOT_ELIGIBLE: _l(
        "Met deze antwoorden pas je niet bij de omschrijving van een OK-prof. "
        "Denk je dat je er toch bij hoort? Doe dan gerust een aanvraag: een mens kijkt ernaar en beslist."
    ),
}

CLAUSE_LABELS: Mapping[Clause, LazyString] = {
    Clause.GOVERNMENT: _l("Werkt bij de overheid"),
    Clause.ENGAGEMENT: _l("Vol- of deeltijd met kwaliteit bezig"),
    Clause.CORE_FUNCTION: _l("Functie in het vak"),
    Clause.ADJACENT_FUNCTION: _l("Toegelegd op het vak"),
    Clause.MUNICIPAL_SECRETARY: _l("Intensief met het vak bezig"),
}

CLAUSE_READINGS: Mapping[Clause, LazyString] = {
    Clause.GOVERNMENT: _l("Een feit van het formulier. Wie geen vaste of tijdelijke aanstelling heeft, voldoet niet."),
    Clause.ENGAGEMENT: _l("Een feit van het formulier. Wie niet met kwaliteitsmanagement bezig is, voldoet niet."),
    Clause.CORE_FUNCTION: _l(
        "Een feit van het formulier. ‘Zoals’ maakt het rijtje functies een voorbeeld: bij een andere functie in het "
        "vak oordeelt een mens. Wie geen enkel vakgebied noemt, voldoet niet."
    ),
    Clause.ADJACENT_FUNCTION: _l("Een oordeel: of iemand zich heeft toegelegd, leest een mens in de eigen woorden."),
    Clause.MUNICIPAL_SECRETARY: _l(
        "Een oordeel: of iemand intensief bezig is, leest een mens in de eigen woorden. Lean is het voorbeeld van de "
        "oprichters, dus een ander vakgebied kan ook."
    ),
}
"""How the rules read each clause, for the office."""

WORKSHOP_LABELS: Mapping[Workshop, LazyString] = {
    Workshop.CORPORATE_QUALITY: _l("concernkwaliteit"),
    Workshop.SERVICE_DELIVERY: _l("dienstverlening"),
    Workshop.LEAN: _l("Lean/Kaizen"),
    Workshop.PROCESS_MANAGEMENT: _l("procesmanagement"),
    Workshop.CERTIFICATION: _l("kwaliteitscertificering"),
}

STATUS_LABELS: Mapping[ApplicationStatus, LazyString] = {
    ApplicationStatus.DRAFT: _l("Nog niet verstuurd"),
    ApplicationStatus.SUBMITTED: _l("Ingediend"),
    ApplicationStatus.MORE_INFO_NEEDED: _l("Wacht op antwoord"),
    ApplicationStatus.ADMITTED: _l("Toegelaten"),
    ApplicationStatus.REJECTED: _l("Afgewezen"),
    ApplicationStatus.OBJECTED: _l("Bezwaar gemaakt"),
    ApplicationStatus.WITHDRAWN: _l("Ingetrokken"),
    ApplicationStatus.MERGED: _l("Samengevoegd"),
}

LIKENESS_LABELS: Mapping[Likeness, LazyString] = {
    Likeness.ACCOUNT: _l("hetzelfde account"),
    Likeness.ADDRESS: _l("hetzelfde e-mailadres"),
    Likeness.NEAR_ADDRESS: _l("bijna hetzelfde e-mailadres"),
    Likeness.NAME_AND_ORGANISATION: _l("dezelfde naam en organisatie"),
    Likeness.NEAR_NAME_AND_ORGANISATION: _l("bijna dezelfde naam, en dezelfde organisatie"),
    Likeness.NAME: _l("dezelfde naam, bij een andere organisatie"),
}
"""Why we think that two may be one person, for a reviewer."""

RULING_LABELS: Mapping[Ruling, LazyString] = {
    Ruling.STANDS: _l("Het besluit blijft staan"),
    Ruling.ADMITTED: _l("Alsnog toelaten"),
}

DECISION_LABELS: Mapping[Decision, LazyString] = {
    Decision.ADMITTED: _l("Toegelaten"),
    Decision.REJECTED: _l("Afgewezen"),
    Decision.OVERTURNED: _l("Na bezwaar toegelaten"),
    Decision.UPHELD: _l("Na bezwaar afgewezen"),
}

EVIDENCE_LABELS: Mapping[Evidence, LazyString] = {
    Evidence.FITS: _l("past bij deze organisatie"),
    Evidence.DOES_NOT_FIT: _l("past niet bij deze organisatie"),
    Evidence.UNKNOWN_ORGANISATION: _l("niet te toetsen: we kennen de adressen van deze organisatie niet"),
    Evidence.FREE_MAIL_PROVIDER: _l("privéadres, zegt niets over de organisatie"),
}

CATEGORY_LABELS: Mapping[Category, LazyString] = {
    Category.PROFESSIONAL: _l("Vaklid"),
    Category.NETWORK: _l("Netwerklid"),
    Category.HONORARY: _l("Erelid"),
    Category.ALUMNUS: _l("Alumnus"),
    Category.SEAT: _l("Lid via een organisatie"),
}

CATEGORY_SENTENCES: Mapping[Category, LazyString] = {
    Category.PROFESSIONAL: _l("Voldoet aan de omschrijving van een OK-prof, en bevestigt dat elk jaar."),
    Category.NETWORK: _l("Lid van het netwerk NMKG: komt naar het open deel van bijeenkomsten."),
    Category.HONORARY: _l("Benoemd om wat iemand deed, zonder voorwaarden."),
    Category.ALUMNUS: _l("Was vaklid, en werkt niet meer bij de overheid."),
    Category.SEAT: _l("Heeft een plaats van een organisatie die lid is, en is lid zolang die plaats er is."),
}

RIGHT_SENTENCES: Mapping[Right, LazyString] = {
    Right.OPEN_PARTS: _l("Je komt naar het open deel van bijeenkomsten."),
    Right.PUBLIC_CASES: _l("Je leest openbare praktijkverhalen, zodra ze er zijn."),
    Right.CLOSED_PARTS: _l("Je komt naar het besloten deel van bijeenkomsten, voor de ledenprijs."),
    Right.SEARCH_DIRECTORY: _l("Je zoekt vakgenoten in de ledenlijst."),
    Right.BE_FOUND: _l("Je staat zelf in de ledenlijst, als je dat wilt."),
    Right.NOMINATE: _l("Je draagt collega’s voor die bij OK-Profs passen."),
    Right.APPLY: _l("Je kunt een aanvraag doen om vaklid te worden."),
    Right.RETURN: _l("Werk je weer bij de overheid, dan word je met drie vragen weer vaklid."),
}

MEMBERSHIP_LABELS: Mapping[MembershipStatus, LazyString] = {
    MembershipStatus.ACTIVE: _l("Actief"),
    MembershipStatus.SUSPENDED: _l("Staat stil"),
    MembershipStatus.ENDED: _l("Beëindigd"),
}

HISTORY_OF_MEMBER: Mapping[str, LazyString] = {
    "membership_begun": _l("Lid geworden"),
    "membership_confirmation_asked": _l("Gevraagd om te bevestigen"),
    "membership_confirmation_reminded": _l("Herinnerd: nog niet bevestigd"),
    "membership_confirmed": _l("Bevestigd"),
    "membership_change_told": _l("Verteld dat het werk veranderde"),
    "membership_recheck_confirmed": _l("Bevestigd na een blik van de ballotage"),
    "membership_recheck_declined": _l("Gelaten zoals het was, na een blik van de ballotage"),
    "membership_category_changed": _l("Ander soort lid geworden"),
    "membership_suspended": _l("Stil komen te staan"),
    "membership_left": _l("Opgezegd tegen het einde van het jaar"),
    "membership_leaving_withdrawn": _l("Opzegging teruggenomen"),
    "membership_ended": _l("Lidmaatschap beëindigd"),
    "membership_opened_by_colleague": _l("Geopend door iemand van dezelfde organisatie"),
    "application_merged_here": _l("Een tweede aanvraag hiermee samengevoegd"),
    "application_separated_here": _l("Samenvoegen met een tweede aanvraag ongedaan gemaakt"),
}
"""What the journal tells of a membership, in words."""

PROGRESS_LABELS: Mapping[Progress, LazyString] = {
    Progress.SENT: _l("Verstuurd"),
    Progress.APPLIED: _l("Heeft een aanvraag gedaan"),
    Progress.MEMBER: _l("Is lid geworden"),
}
PROGRESS_TONES: Mapping[Progress, str] = {
    Progress.SENT: "neutral",
    Progress.APPLIED: "neutral",
    Progress.MEMBER: "success",
}

REFUSALS: Mapping[str, LazyString] = {
    "already_member": _l("Je bent al lid van OK-Profs."),
    "already_applied": _l("Je hebt al een aanvraag lopen. Je ziet hoe die ervoor staat op je eigen pagina."),
    "applicant_blocked": _l("Dit account is geblokkeerd. Neem contact op met het bureau."),
    "application_unfinished": _l("Je aanvraag is nog niet af. Vul eerst de stappen in die nog open staan."),
    "application_changed_after_sending": _l(
        "Je hebt je aanvraag veranderd nadat je hem verstuurde. Verstuur hem opnieuw, dan krijg je een nieuwe link."
    ),
    "application_already_sent": _l("Deze aanvraag is al ingediend. Je kunt hem niet meer veranderen."),
    "application_not_sent": _l("Deze aanvraag is nog niet verstuurd."),
    "application_closed": _l("Deze aanvraag is al afgehandeld."),
    "application_changed": _l(
        "Deze aanvraag is veranderd terwijl je ernaar keek. Lees wat er nieuw is en kies dan opnieuw. "
        "Wat je typte, staat er nog."
    ),
    "question_already_open": _l("Er staat al een vraag open. Wacht op het antwoord, of neem een besluit."),
    "answer_instead": _l(
        "De ballotage heeft intussen een vraag. Lees die, en stuur wat je schreef mee met je antwoord."
    ),
    "objection_is_read": _l("De ballotage leest je bezwaar. Je kunt er nu niets aan toevoegen."),
    "messages_used_up": _l("Je stuurde %(most)s berichten achter elkaar. Wacht tot je van de ballotage hoort."),
    "no_open_question": _l("Er staat geen vraag meer open. Je antwoord is niet nodig."),
    "objection_open": _l("Tegen de afwijzing van deze aanvraag is bezwaar gemaakt. Beslis op het bezwaar."),
    "nothing_to_object_to": _l("Er is geen afwijzing waartegen je bezwaar kunt maken."),
    "objected_already": _l("Je hebt al bezwaar gemaakt. Dat kan één keer."),
    "objection_too_late": _l("De tijd om bezwaar te maken is voorbij. Je kunt wel een nieuwe aanvraag doen."),
    "no_open_objection": _l("Er staat geen bezwaar meer open."),
    "own_decision": _l("Jij wees deze aanvraag af. Iemand anders van de ballotage beslist op het bezwaar."),
    "own_application": _l("Dit is je eigen aanvraag. Iemand anders van de ballotage handelt hem af."),
    "case_held": _l(
        "Iemand anders van de ballotage heeft deze aanvraag opgepakt. Overleg, of neem hem eerst over. "
        "Wat je typte, staat er nog."
    ),
    "case_changed_hands": _l("Deze aanvraag ligt inmiddels bij iemand anders. Kijk nog eens of je hem wilt overnemen."),
    "case_not_yours": _l("Deze aanvraag ligt niet meer bij jou."),
    "letter_not_read": _l("Je hebt de tekst veranderd. Lees de brief hieronder nog eens, en verstuur hem dan."),
    "unknown_placeholder": _l("{%(name)s} kennen we niet. Gebruik alleen de invulwoorden uit de lijst."),
    "loose_brace": _l("Er staat een accolade los in de tekst. Gebruik ze alleen om een invulwoord heen."),
    "text_changed": _l(
        "Iemand anders heeft deze tekst intussen veranderd. Wat je typte, staat er nog. "
        "Hieronder zie je de nieuwe tekst."
    ),
    "own_nomination": _l("Jij droeg deze aanvrager voor. De aanvraag gaat pas voor je open als je zegt waarom."),
    "attachment_kind": _l("“%(name)s” nemen we niet aan. Stuur een pdf of een foto (JPEG, PNG of WebP)."),
    "attachment_disguised": _l(
        "“%(name)s” is iets anders dan de naam zegt. Bewaar het opnieuw als pdf, JPEG, PNG of WebP, en stuur dat."
    ),
    "attachment_mixed": _l("In “%(name)s” zit nog een ander bestand. Maak een nieuwe pdf of foto, en stuur die."),
    "attachment_unreadable": _l("“%(name)s” kunnen we niet lezen. Het bestand is beschadigd of niet compleet."),
    "attachment_points": _l("“%(name)s” is te groot. Kies een foto van hoogstens 25 megapixel."),
    "attachments_too_many": _l("Dat zijn te veel bestanden. Stuur er hoogstens %(most)s."),
    "attachments_too_large": _l("Je bestanden zijn te groot. Samen mogen ze hoogstens %(most)s MB zijn."),
    "attachments_quota": _l(
        "Je stuurde al veel bestanden. Samen mogen ze hoogstens %(most)s MB zijn. Verstuur dit zonder bijlage."
    ),
    "own_organisation": _l(
        "Deze aanvraag komt van de organisatie waar je zelf werkt. Hij gaat pas voor je open als je zegt waarom."
    ),
    "may_not_nominate": _l("Collega’s voordragen kan zolang je lid bent, als vaklid of erelid."),
    "nominated_oneself": _l("Jezelf voordragen kan niet."),
    "nominated_already": _l("Je droeg deze collega al voor. Eén keer is genoeg."),
    "nominations_used_up": _l(
        "Je droeg vandaag al genoeg collega’s voor. Morgen kun je verder. Wat je typte, staat er nog."
    ),
    "vote_without_sentence": _l("Schrijf in een zin waarom. De andere lezers lezen dat na hun eigen oordeel."),
    "seats_ended": _l("Deze organisatie is geen lid meer."),
    "no_seat_free": _l("Alle %(number)s plaatsen zijn uitgegeven. Neem er eerst een terug, of vraag ons om meer."),
    "seat_given_already": _l("Dit adres heeft al een plaats, of kreeg er al een aangeboden."),
    "links_used_up": _l("Je liet vandaag al genoeg links mailen. Morgen kun je verder."),
    "address_has_links": _l("Dit adres kreeg vandaag al een paar keer een link. Wacht een dag."),
    "seat_changed": _l("Deze plaats is intussen van iemand anders. Bekijk de lijst opnieuw."),
    "has_seat_already": _l("Je hebt al een plaats. Geef die eerst terug, op de pagina van je lidmaatschap."),
    "no_seat": _l("Je hebt geen plaats meer."),
    "number_of_seats": _l("Kies een aantal van 1 tot %(most)s."),
    "seats_taken": _l("Er zijn %(taken)s plaatsen in gebruik. Daaronder kan niet: er moet eerst een plaats terug."),
    "day_has_passed": _l("Kies vandaag of een latere dag."),
    "contact_no_more": _l("Je bent geen contactpersoon van deze organisatie meer."),
    "organisation_is_member": _l("Deze organisatie is al lid. Je vindt de organisatie in de lijst."),
    "own_organisation_seats": _l("Hier werk je zelf. Iemand anders van de ballotage beslist over deze organisatie."),
    "membership_ended": _l("Dit lidmaatschap is al beëindigd."),
    "nothing_to_confirm": _l("Er is nu niets te bevestigen. Misschien deed je het al."),
    "recheck_already_open": _l("Je vertelde al dat je werk veranderde. De ballotage kijkt ernaar."),
    "no_open_recheck": _l("Hier is al over beslist."),
    "professional_by_application": _l(
        "Vaklid word je met een aanvraag, die de ballotage toetst en beoordeelt. Vertelt een alumnus over nieuw werk "
        "dat kan passen, dan kun je dat hier bevestigen."
    ),
    "own_colleague": _l("Dit lid werkt bij de organisatie waar je zelf werkt. Zeg eerst waarom jij erover beslist."),
    "own_membership": _l("Dit is je eigen lidmaatschap. Iemand anders van de ballotage beslist erover."),
    "already_leaving": _l("Je hebt al opgezegd. Je kunt nog wel per direct stoppen."),
    "not_leaving": _l("Je hebt niet opgezegd."),
    "year_not_confirmed": _l("Je jaar is om en niet bevestigd. Je kunt wel per direct stoppen."),
}
"""What we say for each refusal."""

REASON_SENTENCES: Mapping[str, LazyString] = {
    ReasonCode.WORKS_PERMANENTLY: _l("Je werkt vast bij de overheid."),
    ReasonCode.WORKS_TEMPORARILY: _l("Je werkt tijdelijk bij de overheid."),
    ReasonCode.NO_APPOINTMENT: _l("Je werkt niet vast en niet tijdelijk bij de overheid."),
    ReasonCode.NOT_GOVERNMENT: _l("Je werkt niet bij de overheid."),
    ReasonCode.ENGAGED_FULL_TIME: _l("Je bent voltijd bezig met kwaliteitsmanagement."),
    ReasonCode.ENGAGED_PART_TIME: _l("Je bent in deeltijd bezig met kwaliteitsmanagement."),
    ReasonCode.NOT_ENGAGED: _l("Je bent niet bezig met kwaliteitsmanagement."),
    ReasonCode.CORE_FUNCTION: _l("Je functie hoort bij het vak."),
    ReasonCode.ADJACENT_FUNCTION: _l(
        "Je vakgebied ligt dicht bij het vak. Je hoort erbij als je je toelegt op een van onze vakgebieden. "
        "Vertel kort hoe."
    ),
    ReasonCode.SECRETARY_IN_LEAN: _l(
        "Een gemeentesecretaris die zich intensief met Lean bezighoudt, hoort erbij. Vertel kort hoe."
    ),
    ReasonCode.SECRETARY_IN_CORE: _l(
        "Een gemeentesecretaris die zich intensief met een van onze vakgebieden bezighoudt, kan erbij horen. "
        "Vertel kort hoe."
    ),
    ReasonCode.SECRETARY_IN_ADJACENT: _l(
        "Een gemeentesecretaris kan erbij horen. Vertel kort met welk van onze vakgebieden je intensief bezig bent."
    ),
    ReasonCode.OTHER_FUNCTION_IN_CORE: _l(
        "Je vakgebied hoort bij het vak, maar je functie staat niet in het rijtje. Vertel kort wat je doet."
    ),
    ReasonCode.OTHER_FUNCTION_IN_ADJACENT: _l(
        "Je functie staat niet in het rijtje. Vertel kort hoe je je toelegt op een van onze vakgebieden."
    ),
    ReasonCode.NO_DISCIPLINE: _l("Je koos geen vakgebied."),
}

REVIEWER_SENTENCES: Mapping[str, LazyString] = {
    ReasonCode.WORKS_PERMANENTLY: _l("Werkt vast bij de overheid"),
    ReasonCode.WORKS_TEMPORARILY: _l("Werkt tijdelijk bij de overheid"),
    ReasonCode.NO_APPOINTMENT: _l("Niet vast en niet tijdelijk bij de overheid"),
    ReasonCode.NOT_GOVERNMENT: _l("Werkt niet bij de overheid"),
    ReasonCode.ENGAGED_FULL_TIME: _l("Voltijd met kwaliteit bezig"),
    ReasonCode.ENGAGED_PART_TIME: _l("In deeltijd met kwaliteit bezig"),
    ReasonCode.NOT_ENGAGED: _l("Niet met kwaliteit bezig"),
    ReasonCode.CORE_FUNCTION: _l("Functie in het vak"),
    ReasonCode.ADJACENT_FUNCTION: _l("Toegelegd op het vak: jouw oordeel"),
    ReasonCode.SECRETARY_IN_LEAN: _l("Intensief met Lean bezig: jouw oordeel"),
    ReasonCode.SECRETARY_IN_CORE: _l("Intensief met het vak bezig: jouw oordeel"),
    ReasonCode.SECRETARY_IN_ADJACENT: _l("Met welk van onze vakgebieden intensief bezig: jouw oordeel"),
    ReasonCode.OTHER_FUNCTION_IN_CORE: _l("Andere functie in het vak: jouw oordeel"),
    ReasonCode.OTHER_FUNCTION_IN_ADJACENT: _l("Andere functie, toegelegd op het vak: jouw oordeel"),
    ReasonCode.NO_DISCIPLINE: _l("Noemde geen vakgebied"),
}


def sentence_for(reason: Reason) -> LazyString | str:
    """A reason, said to the person it is about. An earlier rule set's reason is said by its quote."""
    return REASON_SENTENCES.get(reason.code, reason.quote)


def reviewer_sentence_for(reason: Reason) -> LazyString | str:
    """A reason, said about someone to the reviewer. An earlier rule set's reason is said by its quote."""
    return REVIEWER_SENTENCES.get(reason.code, reason.quote)


FINDING_SIGNS: Mapping[Finding, str] = {Finding.MET: "yes", Finding.NEEDS_LOOK: "look", Finding.NOT_MET: "no"}
"""Which sign a page draws for a finding."""

VERDICT_LABELS: Mapping[Verdict, LazyString] = {
    Verdict.ADMIT: _l("Toelaten"),
    Verdict.REJECT: _l("Afwijzen"),
}

ANOTHER_REASON = "other"


def rule_lines(reasons: Iterable[Reason], *, to_reviewer: bool = False) -> list[tuple[str, str, str]]:
    """Reasons as a page lists them: the sign, the sentence, the clause in the words of the definition."""
    say = reviewer_sentence_for if to_reviewer else sentence_for
    return [(FINDING_SIGNS[reason.finding], str(say(reason)), reason.quote) for reason in reasons]


def clause_choices(assessment: Assessment) -> list[tuple[str, LazyString]]:
    """On what a rejection can rest: one of the clauses that the application was held against, or something else."""
    clauses = [(reason.clause.value, CLAUSE_LABELS[reason.clause]) for reason in assessment.reasons]
    return [*clauses, (ANOTHER_REASON, _l("Een andere reden"))]
