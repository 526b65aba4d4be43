"""Which applications lie at the review desk of the demo club? Of every kind, as if they had come in by themselves."""

from datetime import timedelta

from okprofs.demo.cases import counted, happened, merged, new_case
from okprofs.demo.certificates import answer_with_certificate
from okprofs.demo.club import DOMAIN
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.membership.models import (
    Application,
    ApplicationMessage,
    ApplicationNote,
    ApplicationVote,
    MessageSide,
    Nomination,
    Objection,
)
from okprofs.membership.queries import current_membership
from okprofs.membership.rules.eligibility import Appointment, Clause, Engagement
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.votes import Verdict
from okprofs.membership.services.applying import Work, begin
from okprofs.membership.services.assessing import store_assessment
from okprofs.membership.services.memberships import plan_year
from okprofs.membership.services.recognising import recognise
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.services.accounts import create_account

# Who came in by an application in the last year: how many days ago it was sent, and how many days it took.
DECIDED = (
    ("hanneke.scholten", 60, 4),
    ("bram.jacobs", 75, 6),
    ("els.dekker", 110, 5),
    ("tom.willems", 140, 9),
    ("dirk.janssen", 200, 7),
    ("carla.peeters", 260, 13),
    ("paul.verhoeven", 300, 6),
)

LONG = 10


def load_applications(secret: str, members: dict[str, Account]) -> None:
    """A queue of every kind: clear, in need of judgement, not fitting, waiting for an answer, decided, taken back."""
    reviewer = members["ballotage"]
    applicant = create_account(f"aanvrager@{DOMAIN}", "Marjan Vos", "nl")
    applicant.password_hash = secret
    marjan = new_case(
        "Marjan Vos",
        "gemeente Nijkerk",
        Position.MUNICIPAL_SECRETARY,
        "Gemeentesecretaris",
        {Discipline.LEAN},
        "Ik leid sinds 2019 ons Lean-programma en begeleid zelf elk kwartaal een verbeterteam.",
        "Ik zoek vakgenoten om concernbrede sturing mee te bespreken.",
        9,
        email=applicant.email,
    )
    marjan.account = applicant
    answer_with_certificate(marjan, reviewer)
    pending = [
        new_case(
            "Sietske Boersma",
            "gemeente Groningen",
            Position.ADVISER,
            "Adviseur kwaliteit",
            {Discipline.QUALITY, Discipline.LEAN},
            "",
            "Ik werk alleen aan kwaliteit en wil sparren met anderen.",
            6,
        ),
        new_case(
            "Ruud Cornelissen",
            "gemeente Breda",
            Position.MANAGER,
            "Manager control",
            {Discipline.CONTROLLING, Discipline.QUALITY},
            "Twee dagen per week werk ik aan ons kwaliteitssysteem.",
            "Control en kwaliteit horen bij elkaar.",
            4,
        ),
        new_case(
            "Roos de Wit",
            "Adviesbureau De Wit",
            Position.ADVISER,
            "Organisatieadviseur",
            {Discipline.LEAN},
            "",
            "Ik help gemeenten met Lean.",
            2,
            works_for_government=False,
        ),
        new_case(
            "Yusuf Kara",
            "UWV",
            Position.POLICY_OFFICER,
            "Beleidsmedewerker dienstverlening",
            {Discipline.SERVICE_DELIVERY},
            "",
            "Leren hoe anderen de stem van de klant binnenhalen.",
            1,
        ),
        # Marjan Vos once more, from home; and Ruud Cornelissen, as was seen.
        new_case(
            "M. Vos",
            "Nijkerk",
            Position.MUNICIPAL_SECRETARY,
            "Secretaris",
            {Discipline.LEAN},
            "Ons Lean-programma.",
            "Ik deed al een aanvraag, maar vond de mail niet terug. Daarom nog een keer.",
            3,
            email=f"marjan@{DOMAIN}",
        ),
        new_case(
            "R. Cornelissen",
            "gemeente Breda",
            Position.MANAGER,
            "Manager",
            {Discipline.CONTROLLING},
            "Ons kwaliteitssysteem.",
            "Control en kwaliteit horen bij elkaar.",
            3,
            email=f"ruud@{DOMAIN}",
        ),
    ]
    # From where a reviewer works.
    pending.insert(
        2,
        new_case(
            "Tessa Mol",
            "gemeente Barneveld",
            Position.ADVISER,
            "Adviseur procesmanagement",
            {Discipline.PROCESS_MANAGEMENT},
            "",
            "Ik wil zien hoe anderen hun processen beschrijven zonder dat het in een la verdwijnt.",
            5,
        ),
    )
    # A colleague is reading this one.
    pending[0].holder_id, pending[0].held_since = members["jan.visser"].id, now() - timedelta(hours=3)
    asked = new_case(
        "Heleen Bosch",
        "provincie Overijssel",
        Position.POLICY_OFFICER,
        "Beleidsmedewerker strategie",
        {Discipline.STRATEGY},
        "Ik schreef mee aan onze kwaliteitsvisie.",
        "Kwaliteit op strategisch niveau.",
        12,
        email=f"heleen.bosch@{DOMAIN}",
    )
    asked.status = ApplicationStatus.MORE_INFO_NEEDED
    asked.messages.append(
        ApplicationMessage(
            side=MessageSide.OFFICE,
            author_id=reviewer.id,
            text="Hoeveel tijd besteed je nu aan kwaliteitsmanagement, en wat doe je dan?",
            at=now() - timedelta(days=8),
        )
    )
    asked.holder_id, asked.held_since = reviewer.id, asked.messages[0].at
    db.session.flush()
    note = "Schreef vorig jaar in ons blad over de kwaliteitsvisie. Ik vraag naar de uren, de rest lijkt me duidelijk."
    db.session.add(ApplicationNote(application_id=asked.id, author_id=reviewer.id, text=note, at=asked.held_since))
    rejected = new_case(
        "Bas Teunissen",
        "Drukkerij Teunissen",
        Position.MANAGER,
        "Directeur",
        {Discipline.QUALITY},
        "",
        "Wij drukken veel voor gemeenten.",
        40,
        works_for_government=False,
    )
    rejected.status = ApplicationStatus.REJECTED
    rejected.decided_at, rejected.decided_by_id = now() - timedelta(days=35), reviewer.id
    rejected.decision_clause = Clause.GOVERNMENT
    rejected.decision_reason = "OK-Profs is voor mensen die vast of tijdelijk bij de overheid werken."
    withdrawn = new_case(
        "Petra Lans",
        "gemeente Arnhem",
        Position.ADVISER,
        "Adviseur procesmanagement",
        {Discipline.PROCESS_MANAGEMENT},
        "",
        "Ik wil leren hoe anderen hun processen beheren.",
        25,
    )
    withdrawn.status = ApplicationStatus.WITHDRAWN
    admitted = _admitted(members["casper.vink"], reviewer)
    _objecting(secret, members)
    for address, days_ago, took in DECIDED:
        _decided_before(members[address], members["pieter.kramer"], days_ago, took)
    _draft(secret)
    _vouched(members, pending[-1])
    for application in (*pending, asked, rejected, withdrawn):
        application.account = create_account(application.email, application.name, "nl")
        application.account.password_hash = secret
    db.session.flush()
    for application in (marjan, *pending, asked, rejected, withdrawn, admitted):
        happened(application, "application_submitted", application.submitted_at, application.account)
    merged(next(one for one in pending if one.name == "R. Cornelissen"), pending, reviewer)
    for application in (marjan, *pending, asked, rejected, withdrawn):
        if application.account is not None:
            recognise(application.account, application.name, application.email)
    # One reader has judged this one; a second is still to come.
    db.session.add(
        ApplicationVote(
            application_id=marjan.id,
            reviewer_id=members["jan.visser"].id,
            verdict=Verdict.ADMIT,
            sentence="Ze begeleidt zelf verbeterteams. Dat is intensief genoeg.",
            at=now() - timedelta(days=1),
        )
    )
    happened(marjan, "application_question_asked", marjan.messages[0].at, reviewer)
    happened(marjan, "application_question_answered", marjan.messages[1].at, applicant)
    happened(marjan, "application_vote_cast", now() - timedelta(days=1), members["jan.visser"])
    happened(asked, "application_question_asked", asked.messages[0].at, reviewer)
    happened(rejected, "application_rejected", rejected.decided_at, reviewer)
    happened(admitted, "application_admitted", admitted.decided_at, reviewer)
    counted(rejected)
    counted(admitted)
    happened(withdrawn, "application_withdrawn", now() - timedelta(days=22), withdrawn.account)


def _admitted(account: Account, reviewer: Account) -> Application:
    """The latest of all those who came in by an application."""
    application = new_case(
        account.name,
        "RDW",
        Position.ADVISER,
        account.profile.function_title,
        {Discipline.QUALITY, Discipline.CERTIFICATION},
        "",
        "Kwaliteit bij een uitvoerder is anders dan bij een gemeente. Daar praat ik graag over.",
        20,
        email=account.email,
    )
    application.account, application.status = account, ApplicationStatus.ADMITTED
    application.decided_at, application.decided_by_id = now() - timedelta(days=17), reviewer.id
    db.session.flush()
    membership = current_membership(account.id)
    if membership is not None:
        membership.since_on = local(application.decided_at).date()
        plan_year(membership)
    return application


def _draft(secret: str) -> None:
    """Someone who began, and has yet to tell about their profession."""
    account = create_account(f"nienke.hofstra@{DOMAIN}", "Nienke Hofstra", "nl")
    account.password_hash = secret
    db.session.flush()
    begin(Work(True, "gemeente Leeuwarden", Appointment.PERMANENT), account=account, language="nl")


def _vouched(members: dict[str, Account], application: Application) -> None:
    """A member put two forward: one applied, one has yet to answer."""
    nominator = members["lid"]
    words = (
        "Ik werkte twee jaar met Yusuf aan de klantreis van aanvragers. Hij haalt ieder kwartaal zelf op wat mensen "
        "ervan vinden, en laat zien wat ermee gebeurt."
    )
    for address, days_ago, applied in ((application.email, 6, application), (f"sanne.visscher@{DOMAIN}", 2, None)):
        db.session.add(
            Nomination(
                nominator_id=nominator.id,
                nominator_name=nominator.name,
                address=address,
                words=words if applied else "Sanne leidt bij ons de kwaliteitskring, en vraagt altijd door.",
                at=now() - timedelta(days=days_ago),
                application=applied,
            )
        )


def _objecting(secret: str, members: dict[str, Account]) -> None:
    """Two who were rejected by the same reviewer: one can still object, and one did."""
    first = members["jan.visser"]
    adviser, controller = Discipline.ORGANISATION, Discipline.CONTROLLING
    _rejected_by(first, secret, "Lotte Prins", "gemeente Zeist", "Adviseur organisatieontwikkeling", adviser, 11)
    objector = _rejected_by(first, secret, "Wim Jansma", "gemeente Assen", "Concerncontroller", controller, 19)
    objector.status = ApplicationStatus.OBJECTED
    objector.objection = Objection(
        text="Ik leid sinds twee jaar onze Lean-teams, drie dagen per week. Dat stond niet in mijn aanvraag.",
        at=now() - timedelta(days=4),
    )
    happened(objector, "application_objected", objector.objection.at, objector.account)


def _rejected_by(
    reviewer: Account, secret: str, name: str, organisation: str, title: str, discipline: Discipline, days_ago: int
) -> Application:
    """Someone whose function lies beside the field, and who did not say how they dedicate themselves to it."""
    application = new_case(
        name,
        organisation,
        Position.ADVISER,
        title,
        {discipline},
        "Ik denk mee over hoe we beter kunnen werken.",
        "Ik wil leren van wie hier verder in is.",
        days_ago,
        email=f"{name.lower().replace(' ', '.')}@{DOMAIN}",
    )
    application.account = create_account(application.email, name, "nl")
    application.account.password_hash = secret
    recognise(application.account)
    application.status = ApplicationStatus.REJECTED
    application.decided_at, application.decided_by_id = now() - timedelta(days=days_ago - 6), reviewer.id
    application.decision_clause = Clause.ADJACENT_FUNCTION
    application.decision_reason = "Uit je aanvraag blijkt niet dat je je op een van onze vakgebieden toelegt."
    db.session.flush()
    happened(application, "application_submitted", application.submitted_at, application.account)
    happened(application, "application_rejected", application.decided_at, reviewer)
    counted(application)
    return application


def _decided_before(account: Account, reviewer: Account, days_ago: int, took: int) -> None:
    """A case of the last year, as far as it tells how long it took."""
    profile = account.profile
    organisation = profile.organisation.name if profile.organisation else ""
    application = new_case(
        account.name,
        organisation,
        profile.position or Position.ADVISER,
        profile.function_title,
        set(profile.disciplines),
        "",
        "Vakgenoten leren kennen.",
        days_ago,
        email=account.email,
    )
    if took > LONG:
        # It took long because the rules said no, and people knew better.
        application.engagement = Engagement.NONE
        store_assessment(application)
    application.account, application.status = account, ApplicationStatus.ADMITTED
    application.decided_at, application.decided_by_id = now() - timedelta(days=days_ago - took), reviewer.id
    db.session.flush()
    happened(application, "application_submitted", application.submitted_at, account)
    happened(application, "application_admitted", application.decided_at, reviewer)
    counted(application)
