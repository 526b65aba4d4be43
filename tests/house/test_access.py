"""Who may open what: every endpoint has a policy, and the policies do what they say."""

import re

import pytest
from flask import Flask

from okprofs.kernel.access import policy_of
from okprofs.mail.kinds import all_kinds
from tests import QUICK
from tests.conftest import on_one_engine
from tests.house.crawler import Crawler
from tests.house.world import PEOPLE, VISITOR, filled, prefixes_of

OFFICE_PAGES = "/beheer"
OWN_PAGES = "/mijn"


def test_every_endpoint_declares_its_policy(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None]
    assert undeclared == []


def test_every_page_of_the_office_asks_for_an_office(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(OFFICE_PAGES) and "office" not in policy_of(app, rule.endpoint).name  # type: ignore[union-attr]
    ]
    assert wrong == []


def test_every_page_of_ones_own_asks_to_sign_in(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(OWN_PAGES) and policy_of(app, rule.endpoint).name == "anyone"  # type: ignore[union-attr]
    ]
    assert wrong == []


def test_every_variable_in_an_address_has_a_type(app: Flask) -> None:
    untyped = [rule.rule for rule in app.url_map.iter_rules() if "<" in rule.rule and ":" not in rule.rule]
    assert untyped == []


def test_every_address_is_lower_case_and_kebab_case(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not re.fullmatch(r"(/|(/([a-z0-9.-]+|<(string|int):[a-z_]+>(\.ics)?))+)", rule.rule)
    ]
    assert wrong == []


def test_an_endpoint_without_a_policy_answers_404(app: Flask, browser) -> None:  # type: ignore[no-untyped-def]
    endpoint = "site.show_about"
    view = app.view_functions[endpoint]
    try:
        app.view_functions[endpoint] = lambda: "open"
        assert browser.get("/over-ons").status_code == 404
    finally:
        app.view_functions[endpoint] = view


# What each of the cast is answered, with a real address: the order of the member, the application of the applicant, the
# office of the moderator, everyone's own session. A form is sent with its token and nothing else, so 422 is one that
# waits for content and 303 one that acted. "in" is sent on to sign in.
TABLE = """
                                                                          bez aan beh bal org pen mod lid sec
GET  /                                                                    200 200 200 200 200 200 200 200 200
GET  /aanmeldingen/<public_id>                                            404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/afmelden                                   404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/deelnemers/<registration>                  404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>                  404 404 404 404 404 404 404 422 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/afmelden         404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/deelnemers/<registration>/deelnamevorm     404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/deelnamevorm     404 404 404 404 404 404 404 422 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/niet-wachten     404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/deelnemers/<registration>/overdracht       404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/overdracht       404 404 404 404 404 404 404 422 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/geen-overdracht  404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/deelnemers/<registration>/rondes/<session>.ics 404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/wachtlijst       404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/deelnemers/<registration>/workshops        404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/deelnemers/<registration>/workshops        404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/factuur                                    404 404 404 404 404 404 404 200 404
POST /aanmeldingen/<public_id>/factuur                                    404 404 404 404 404 404 404 303 404
GET  /aanmeldingen/<public_id>/kaarten                                    404 404 404 404 404 404 404 200 404
GET  /aanmeldingen/link/<token>                                           200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/afmelden                                  303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/deelnemers/<registration>                 200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/deelnemers/<registration>                 422 422 422 422 422 422 422 422 422
POST /aanmeldingen/link/<token>/deelnemers/<registration>/afmelden        303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/deelnemers/<registration>/deelnamevorm    200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/deelnemers/<registration>/deelnamevorm    422 422 422 422 422 422 422 422 422
POST /aanmeldingen/link/<token>/deelnemers/<registration>/niet-wachten    303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/deelnemers/<registration>/overdracht      200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/deelnemers/<registration>/overdracht      422 422 422 422 422 422 422 422 422
POST /aanmeldingen/link/<token>/deelnemers/<registration>/geen-overdracht 303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/deelnemers/<registration>/rondes/<session>.ics 200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/deelnemers/<registration>/wachtlijst      303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/deelnemers/<registration>/workshops       200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/deelnemers/<registration>/workshops       303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/factuur                                   200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/factuur                                   303 303 303 303 303 303 303 303 303
GET  /aanmeldingen/link/<token>/kaarten                                   200 200 200 200 200 200 200 200 200
GET  /aanmeldingen/link/<token>/wie-komt                                  200 200 200 200 200 200 200 200 200
POST /aanmeldingen/link/<token>/wie-komt                                  303 303 303 303 303 303 303 303 303
GET  /agenda/<token>.ics                                                  200 200 200 200 200 200 200 200 200
GET  /beheer                                                              in  403 200 200 200 200 200 403 403
GET  /beheer/aanvragen                                                    in  403 403 200 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>                                        in  403 403 200 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>/afwijzen                               in  403 403 200 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/afwijzen                               in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/bijlagen/<attachment>                  in  403 403 200 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>/eigen-organisatie                      in  403 403 303 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/eigen-organisatie                      in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/bezwaar                                in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/loslaten                               in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/notities                               in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/oppakken                               in  403 403 303 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>/overname                               in  403 403 303 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/overname                               in  403 403 303 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>/samenvoegen/<other>                        in  403 403 200 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/samenvoegen/<other>                        in  403 403 422 403 403 403 403 403
GET  /beheer/aanvragen/<public_id>/samenvoeging                               in  403 403 303 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/samenvoeging                               in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/toelaten                               in  403 403 422 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/tweede-lezer                           in  403 403 303 403 403 403 403 403
POST /beheer/aanvragen/<public_id>/vragen                                 in  403 403 422 403 403 403 403 403
GET  /beheer/aanvragen/teksten                                            in  403 403 200 403 403 403 403 403
GET  /beheer/aanvragen/teksten/<key>/<language>                           in  403 403 200 403 403 403 403 403
POST /beheer/aanvragen/teksten/<key>/<language>                           in  403 403 422 403 403 403 403 403
GET  /beheer/aanvragen/oordeel                                            in  403 403 200 403 403 403 403 403
GET  /beheer/aanvragen/regels                                             in  403 403 200 403 403 403 403 403
GET  /beheer/accounts                                                     in  403 200 403 403 403 403 403 403
POST /beheer/accounts                                                     in  403 422 403 403 403 403 403 403
GET  /beheer/accounts/<public_id>                                         in  403 200 403 403 403 403 403 403
GET  /beheer/accounts/<public_id>/blokkade                                in  403 200 403 403 403 403 403 403
POST /beheer/accounts/<public_id>/blokkade                                in  403 303 403 403 403 403 403 403
GET  /beheer/accounts/<public_id>/opheffing                               in  403 200 403 403 403 403 403 403
POST /beheer/accounts/<public_id>/opheffing                               in  403 303 403 403 403 403 403 403
POST /beheer/accounts/<public_id>/sessies                                 in  403 303 403 403 403 403 403 403
GET  /beheer/bijeenkomsten                                                in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>                                         in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>                in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/bevestiging    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/bevestiging    in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/betalingen     in  403 403 403 200 200 403 403 403
POST /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/betalingen     in  403 403 403 422 422 403 403 403
GET  /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/meer-tijd      in  403 403 403 200 200 403 403 403
POST /beheer/bijeenkomsten/<slug>/aanmeldingen/<public_id>/meer-tijd      in  403 403 403 422 422 403 403 403
GET  /beheer/bijeenkomsten/<slug>/afgelasting                             in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/afgelasting                             in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/bewijzen                                in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/bewijzen/<public_id>                    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/bewijzen/<public_id>                    in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/bewijzen/uren                           in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/bewijzen/uren                           in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/bewijzen/vrijgave                       in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/bewijzen/vrijgave                       in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/codes                                   in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/codes                                   in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/codes/<public_id>                       in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/codes/<public_id>                       in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/concept                                 in  403 403 403 404 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/concept                                 in  403 403 403 404 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/concept/intrekking                      in  403 403 403 404 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnamevormen/<public_id>              in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnamevormen/<public_id>              in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnamevormen/<public_id>/verwijdering in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnamevormen/<public_id>/verwijdering in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnamevormen/nieuw                    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnamevormen/nieuw                    in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnemers                              in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnemers/<public_id>/afmelding        in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnemers/<public_id>/afmelding        in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnemers/<public_id>/waarom           in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnemers/grote-lijst/<file_format>    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnemers/grote-lijst/<file_format>    in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deelnemers/nieuw                        in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnemers/nieuw                        in  403 403 403 422 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deelnemers/uitvoer/<file_format>        in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/cijfers                                 in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mening                                  in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mening/vraag                            in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mening/vraag                            in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mening/sluiting                         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mening/sluiting                         in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail                                    in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail/nieuw                              in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mail/nieuw                              in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail/<public_id>                        in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail/<public_id>/wijziging              in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mail/<public_id>/wijziging              in  403 403 403 422 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mail/<public_id>/proef                  in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail/<public_id>/verzending             in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mail/<public_id>/verzending             in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/mail/<public_id>/verwijdering           in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/mail/<public_id>/verwijdering           in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/uitnodigingen/herinnering               in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/uitnodigingen/herinnering               in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/uitnodigingen/lijst                     in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/uitnodigingen/lijst                     in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/wijzigen-en-afzeggen                    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/wijzigen-en-afzeggen                    in  403 403 403 303 403 403 403 403
GET  /deelname/<token>                                                    200 200 200 200 200 200 200 200 200
POST /deelname/<token>/afmelden                                           303 303 303 303 303 303 303 303 303
GET  /deelname/<token>/gegevens                                           200 200 200 200 200 200 200 200 200
POST /deelname/<token>/gegevens                                           422 422 422 422 422 422 422 422 422
GET  /deelname/<token>/workshops                                          200 200 200 200 200 200 200 200 200
GET  /deelname/<token>/rondes/<session>.ics                               200 200 200 200 200 200 200 200 200
GET  /deelname/<token>/wie-komt                                           200 200 200 200 200 200 200 200 200
POST /deelname/<token>/wie-komt                                           303 303 303 303 303 303 303 303 303
POST /deelname/<token>/workshops                                          303 303 303 303 303 303 303 303 303
GET  /mening/<token>                                                      200 200 200 200 200 200 200 200 200
POST /mening/<token>                                                      422 422 422 422 422 422 422 422 422
GET  /beheer/bijeenkomsten/<slug>/deuren                                  in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deuren                                  in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deuren/<public_id>                      in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deuren/<public_id>                      in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deuren/<public_id>/mail                 in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deuren/<public_id>/mail                 in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/deuren/<public_id>/sluiting             in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/deuren/<public_id>/sluiting             in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/dieetwensen                             in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/dieetwensen/namen                       in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/dieetwensen/namen                       in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/drukwerk                                in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/drukwerk/<document>                     in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/drukwerk/<document>/grote-lijst         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/drukwerk/<document>/grote-lijst         in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/<public_id>           in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/<public_id>           in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/<public_id>/verwijdering in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/<public_id>/verwijdering in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/nieuw                 in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/gedeelde-plaatsen/nieuw                 in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/gegevens                                in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/gegevens                                in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/indeling                                in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/indeling/<round_id>/<public_id>         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/indeling/<round_id>/<public_id>         in  403 403 403 303 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/indeling/berekening                     in  403 403 403 303 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/indeling/losmaken                       in  403 403 403 303 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/indeling/publicatie                     in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/presentielijst                          in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/herinneringen                           in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/herinneringen                           in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/kopie                                    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/kopie                                   in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/programma/<public_id>                   in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/programma/<public_id>                   in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/programma/<public_id>/verwijdering      in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/programma/<public_id>/verwijdering      in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/programma/nieuw                         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/programma/nieuw                         in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/publicatie                              in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/publicatie                              in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/sprekers/<public_id>                    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/sprekers/<public_id>                    in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/sprekers/<public_id>/verwijdering       in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/sprekers/<public_id>/verwijdering       in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/sprekers/nieuw                          in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/sprekers/nieuw                          in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/uitnodigingen                           in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/uitnodigingen                           in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/uitnodigingen/<public_id>/intrekking    in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/uitnodigingen/<public_id>/intrekking    in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/wachtlijst                              in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/wachtlijst/<public_id>                  in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/wachtlijst/<public_id>                  in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/wachten-op-aanvraag                     in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/wachten-op-aanvraag/<public_id>         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/wachten-op-aanvraag/<public_id>         in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/workshops                               in  403 403 403 200 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/workshops/<public_id>                   in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/workshops/<public_id>                   in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/workshops/<public_id>/verwijdering      in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/workshops/<public_id>/verwijdering      in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/workshops/afspraken                     in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/workshops/afspraken                     in  403 403 403 303 403 403 403 403
GET  /beheer/bijeenkomsten/<slug>/workshops/nieuw                         in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/<slug>/workshops/nieuw                         in  403 403 403 422 403 403 403 403
GET  /beheer/bijeenkomsten/nieuw                                          in  403 403 403 200 403 403 403 403
POST /beheer/bijeenkomsten/nieuw                                          in  403 403 403 422 403 403 403 403
GET  /beheer/betalingen                                                   in  403 403 403 200 200 403 403 403
GET  /beheer/groepen                                                      in  403 403 403 200 403 403 403 403
GET  /beheer/groepen/<public_id>                                          in  403 403 403 200 403 403 403 403
POST /beheer/groepen/<public_id>                                          in  403 403 403 422 403 403 403 403
GET  /beheer/groepen/<public_id>/einde                                    in  403 403 403 200 403 403 403 403
POST /beheer/groepen/<public_id>/einde                                    in  403 403 403 303 403 403 403 403
POST /beheer/groepen/<public_id>/leden/<member>/verwijdering              in  403 403 403 303 403 403 403 403
GET  /beheer/groepen/nieuw                                                in  403 403 403 200 403 403 403 403
POST /beheer/groepen/nieuw                                                in  403 403 403 422 403 403 403 403
GET  /beheer/leden                                                        in  403 403 200 403 403 403 403 403
GET  /beheer/leden/<public_id>                                            in  403 403 200 403 403 403 403 403
POST /beheer/leden/<public_id>/beeindiging                                in  403 403 422 403 403 403 403 403
POST /beheer/leden/<public_id>/bevestiging                                in  403 403 303 403 403 403 403 403
GET  /beheer/leden/<public_id>/eigen-organisatie                          in  403 403 303 403 403 403 403 403
POST /beheer/leden/<public_id>/eigen-organisatie                          in  403 403 422 403 403 403 403 403
POST /beheer/leden/<public_id>/soort                                      in  403 403 422 403 403 403 403 403
GET  /beheer/leden/organisaties                                           in  403 403 200 403 403 403 403 403
GET  /beheer/leden/organisaties/<public_id>                               in  403 403 200 403 403 403 403 403
POST /beheer/leden/organisaties/<public_id>/aantal                        in  403 403 422 403 403 403 403 403
POST /beheer/leden/organisaties/<public_id>/beeindiging                   in  403 403 422 403 403 403 403 403
POST /beheer/leden/organisaties/<public_id>/contactpersoon                in  403 403 422 403 403 403 403 403
GET  /beheer/leden/organisaties/nieuw                                     in  403 403 200 403 403 403 403 403
POST /beheer/leden/organisaties/nieuw                                     in  403 403 422 403 403 403 403 403
GET  /beheer/leden/inlezing                                               in  403 403 200 403 403 403 403 403
POST /beheer/leden/inlezing                                               in  403 403 422 403 403 403 403 403
GET  /beheer/leden/inlezing/<public_id>                                   in  403 403 200 403 403 403 403 403
GET  /beheer/leden/inlezing/<public_id>/intrekking                        in  403 403 200 403 403 403 403 403
POST /beheer/leden/inlezing/<public_id>/intrekking                        in  403 403 303 403 403 403 403 403
GET  /beheer/leden/inlezing/<public_id>/kolommen                          in  403 403 200 403 403 403 403 403
POST /beheer/leden/inlezing/<public_id>/kolommen                          in  403 403 303 403 403 403 403 403
GET  /beheer/leden/inlezing/<public_id>/verzending                        in  403 403 200 403 403 403 403 403
POST /beheer/leden/inlezing/<public_id>/verzending                        in  403 403 303 403 403 403 403 403
GET  /beheer/leden/te-beoordelen                                          in  403 403 200 403 403 403 403 403
GET  /beheer/logboek                                                      in  403 200 403 403 403 403 403 403
GET  /beheer/meldingen                                                    in  403 403 403 403 403 200 403 403
GET  /beheer/meldingen/<public_id>                                        in  403 403 403 403 403 200 403 403
POST /beheer/meldingen/<public_id>                                        in  403 403 403 403 403 422 403 403
POST /beheer/meldingen/<public_id>/inzage                                 in  403 403 403 403 403 303 403 403
POST /beheer/meldingen/<public_id>/teruggave                              in  403 403 403 403 403 303 403 403
GET  /beheer/organisaties                                                 in  403 200 200 403 403 403 403 403
GET  /beheer/organisaties/<public_id>                                     in  403 200 200 403 403 403 403 403
POST /beheer/organisaties/<public_id>                                     in  403 422 422 403 403 403 403 403
POST /beheer/organisaties/<public_id>/bevestiging                         in  403 303 303 403 403 403 403 403
GET  /beheer/organisaties/<public_id>/praktijk                            in  403 200 200 403 403 403 403 403
POST /beheer/organisaties/<public_id>/praktijk                            in  403 303 303 403 403 403 403 403
GET  /beheer/organisaties/<public_id>/samenvoeging                        in  403 200 200 403 403 403 403 403
POST /beheer/organisaties/<public_id>/samenvoeging                        in  403 422 422 403 403 403 403 403
GET  /beheer/organisaties/inlezing                                        in  403 200 200 403 403 403 403 403
POST /beheer/organisaties/inlezing                                        in  403 422 422 403 403 403 403 403
GET  /beheer/organisaties/nieuw                                           in  403 200 200 403 403 403 403 403
POST /beheer/organisaties/nieuw                                           in  403 422 422 403 403 403 403 403
GET  /beheer/post                                                         in  403 200 403 403 403 403 403 403
POST /beheer/post/<public_id>/afhandeling                                 in  403 303 403 403 403 403 403 403
POST /beheer/post/<public_id>/verzending                                  in  403 303 403 403 403 403 403 403
GET  /beheer/rollen                                                       in  403 200 403 403 403 403 403 403
GET  /beheer/rollen/<public_id>/<office>                                  in  403 200 403 403 403 403 403 403
POST /beheer/rollen/<public_id>/<office>                                  in  403 303 403 403 403 403 403 403
GET  /beheer/rollen/benoeming                                             in  403 200 403 403 403 403 403 403
POST /beheer/rollen/benoeming                                             in  403 422 403 403 403 403 403 403
GET  /berichten/<public_id>                                               in  404 404 404 404 404 404 200 404
POST /berichten/<public_id>                                               in  404 404 404 404 404 404 422 404
POST /berichten/<public_id>/blokkade                                      in  404 404 404 404 404 404 303 404
POST /berichten/<public_id>/gelezen                                       in  404 404 404 404 404 404 303 404
GET  /berichten/<public_id>/melding/<message>                             in  404 404 404 404 404 404 200 404
POST /berichten/<public_id>/melding/<message>                             in  404 404 404 404 404 404 422 404
POST /berichten/<public_id>/opheffing                                     in  404 404 404 404 404 404 303 404
GET  /bewijs                                                              200 200 200 200 200 200 200 200 200
GET  /bewijs/link/<token>                                                 200 200 200 200 200 200 200 200 200
POST /bewijs/link/<token>                                                 200 200 200 200 200 200 200 200 200
GET  /bijeenkomsten                                                       200 200 200 200 200 200 200 200 200
GET  /bijeenkomsten/<slug>                                                200 200 200 200 200 200 200 200 200
GET  /bijeenkomsten/<slug>.ics                                            200 200 200 200 200 200 200 200 200
GET  /bijeenkomsten/<slug>/aanmelden                                      200 200 200 200 200 200 200 200 200
POST /bijeenkomsten/<slug>/aanmelden                                      422 422 422 422 422 422 422 422 422
GET  /bijeenkomsten/<slug>/besloten-deel                                  in  200 303 303 303 303 303 200 303
POST /bijeenkomsten/<slug>/besloten-deel                                  in  422 303 303 303 303 303 422 303
POST /bijeenkomsten/<slug>/besloten-deel/intrekking                       in  303 404 404 404 404 404 303 404
POST /bijeenkomsten/<slug>/besloten-deel/uitnodiging                      404 404 404 404 404 404 404 404 404
GET  /bijeenkomsten/<slug>/sprekers/<public_id>                           200 200 200 200 200 200 200 200 200
POST /bijeenkomsten/<slug>/sprekers/<public_id>/profiel                   in  404 404 404 404 404 404 303 404
GET  /bijeenkomsten/<slug>/waarom                                         200 200 200 200 200 200 200 200 200
GET  /bijeenkomsten/<slug>/wie-komt                                       in  200 404 404 404 404 404 200 404
POST /bijeenkomsten/<slug>/wie-komt                                       in  303 404 404 404 404 404 303 404
GET  /bijeenkomsten/agenda.ics                                            200 200 200 200 200 200 200 200 200
GET  /concepten/<token>                                                   200 200 200 200 200 200 200 200 200
GET  /contactpersoon/<token>                                              200 200 200 200 200 200 200 200 200
POST /contactpersoon/<token>                                              422 422 422 422 422 422 422 422 422
POST /deur/dicht                                                          303 303 303 303 303 303 303 303 303
GET  /deur/lijst                                                          404 404 404 404 404 404 404 200 404
GET  /deur/nieuw                                                          404 404 404 404 404 404 404 200 404
POST /deur/nieuw                                                          404 404 404 404 404 404 404 422 404
GET  /deur/open/<token>                                                   200 200 200 200 200 200 200 200 200
POST /deur/open/<token>                                                   303 303 303 303 303 303 303 303 303
GET  /deur/scannen                                                        404 404 404 404 404 404 404 200 404
POST /deur/scannen/<public_id>                                            404 404 404 404 404 404 404 303 404
POST /deur/scans                                                          404 404 404 404 404 404 404 400 404
GET  /deur/werker.js                                                      200 200 200 200 200 200 200 200 200
GET  /e-mailadres/<token>                                                 200 200 200 200 200 200 200 200 200
POST /e-mailadres/<token>                                                 in  in  in  in  in  in  in  303 in
GET  /healthz                                                             200 200 200 200 200 200 200 200 200
GET  /inloggen                                                            200 303 303 303 303 303 303 303 303
POST /inloggen                                                            422 422 422 422 422 422 422 422 422
GET  /inloggen/link                                                       200 200 200 200 200 200 200 200 200
POST /inloggen/link                                                       422 422 422 422 422 422 422 422 422
GET  /inloggen/link-verstuurd                                             200 200 200 200 200 200 200 200 200
GET  /inloggen/link/<token>                                               200 200 200 200 200 200 200 200 200
POST /inloggen/link/<token>                                               303 303 303 303 303 303 303 303 303
GET  /leden                                                               in  403 200 200 200 200 200 200 200
GET  /leden/<public_id>                                                   in  403 200 200 200 200 200 200 200
GET  /leden/<public_id>/bericht                                           in  403 200 200 200 200 404 200 200
POST /leden/<public_id>/bericht                                           in  403 422 422 422 422 404 422 422
GET  /leden/<public_id>/foto/<size>                                       in  403 200 200 200 200 200 200 200
GET  /leden/kaart                                                         in  403 200 200 200 200 200 200 200
GET  /leden/organisaties/<public_id>                                      in  403 200 200 200 200 200 200 200
GET  /leden/suggesties                                                    in  403 200 200 200 200 200 200 200
GET  /lid-worden                                                          200 200 200 200 200 200 200 200 200
POST /lid-worden                                                          422 422 422 422 422 422 422 422 422
GET  /lid-worden/antwoord                                                 200 200 200 200 200 200 200 200 200
GET  /lid-worden/antwoord/<token>                                         200 200 200 200 200 200 200 200 200
POST /lid-worden/antwoord/<token>                                         422 422 422 422 422 422 422 422 422
GET  /lid-worden/antwoord/<token>/bijlagen/<public_id>                    200 200 200 200 200 200 200 200 200
GET  /lid-worden/bevestigen/<token>                                       200 200 200 200 200 200 200 200 200
POST /lid-worden/bevestigen/<token>                                       303 303 303 303 303 303 303 303 303
GET  /lid-worden/bezwaar                                                  200 200 200 200 200 200 200 200 200
GET  /lid-worden/bezwaar/<token>                                          200 200 200 200 200 200 200 200 200
POST /lid-worden/bezwaar/<token>                                          422 422 422 422 422 422 422 422 422
POST /lid-worden/bijlagen/<public_id>/verwijdering                        404 404 404 404 404 404 404 404 404
GET  /lid-worden/later                                                    303 303 303 303 303 303 303 303 303
POST /lid-worden/later                                                    303 303 303 303 303 303 303 303 303
GET  /lid-worden/over-jou                                                 303 303 303 303 303 303 303 303 303
POST /lid-worden/over-jou                                                 303 303 303 303 303 303 303 303 303
GET  /lid-worden/vak                                                      303 303 303 303 303 303 303 303 303
POST /lid-worden/vak                                                      303 303 303 303 303 303 303 303 303
GET  /lid-worden/verder/<token>                                           200 200 200 200 200 200 200 200 200
POST /lid-worden/verder/<token>                                           303 422 422 422 422 422 422 422 422
GET  /lid-worden/versturen                                                303 303 303 303 303 303 303 303 303
POST /lid-worden/versturen                                                303 303 303 303 303 303 303 303 303
GET  /lid-worden/verstuurd                                                303 303 303 303 303 303 303 303 303
GET  /lid-worden/voordracht/<token>                                       200 200 200 200 200 200 200 200 200
POST /lid-worden/voordracht/<token>                                       303 422 422 422 422 422 422 422 422
GET  /lid-worden/weggooien                                                303 303 303 303 303 303 303 303 303
POST /lid-worden/weggooien                                                422 422 422 422 422 422 422 422 422
GET  /lid-worden/werk                                                     303 303 303 303 303 303 303 303 303
POST /lid-worden/werk                                                     303 303 303 303 303 303 303 303 303
GET  /lid/<token>                                                         200 200 200 200 200 200 200 200 200
GET  /lidmaatschap/bedankt                                                200 200 200 200 200 200 200 200 200
GET  /lidmaatschap/bevestigen/<token>                                     200 200 200 200 200 200 200 200 200
POST /lidmaatschap/bevestigen/<token>                                     303 303 303 303 303 303 303 303 303
GET  /lidmaatschap/veranderd/<token>                                      200 200 200 200 200 200 200 200 200
POST /lidmaatschap/veranderd/<token>                                      422 422 422 422 422 422 422 422 422
GET  /mijn                                                                in  200 200 200 200 200 200 200 200
GET  /mijn/aanmeldingen                                                   in  200 200 200 200 200 200 200 200
GET  /mijn/agenda                                                         in  200 200 200 200 200 200 200 200
POST /mijn/agenda                                                         in  303 303 303 303 303 303 303 303
POST /mijn/agenda/intrekking                                              in  303 303 303 303 303 303 303 303
GET  /mijn/aanvraag                                                       in  200 200 200 200 200 200 200 200
POST /mijn/aanvraag                                                       in  422 422 422 422 422 422 422 422
GET  /mijn/aanvraag/bijlagen/<public_id>                                  in  200 404 404 404 404 404 404 404
POST /mijn/aanvraag/bericht                                               in  422 422 422 422 422 422 422 422
GET  /mijn/aanvraag/bezwaar                                               in  303 303 303 303 303 303 303 303
POST /mijn/aanvraag/bezwaar                                               in  422 303 303 303 303 303 303 303
GET  /mijn/aanvraag/intrekken                                             in  200 303 303 303 303 303 303 303
POST /mijn/aanvraag/intrekken                                             in  303 303 303 303 303 303 303 303
GET  /mijn/berichten                                                      in  200 200 200 200 200 200 200 200
GET  /mijn/bevestiging                                                    in  200 200 200 200 200 200 200 200
POST /mijn/bevestiging                                                    in  422 422 422 422 422 422 422 422
POST /mijn/bevestiging/link                                               in  303 303 303 303 303 303 303 303
GET  /mijn/e-mailadres                                                    in  200 200 200 200 200 200 200 200
POST /mijn/e-mailadres                                                    in  422 422 422 422 422 422 422 422
GET  /mijn/groepen                                                        in  200 200 200 200 200 200 200 200
GET  /mijn/groepen/<public_id>                                            in  403 404 404 404 404 404 200 200
GET  /mijn/groepen/<public_id>/intervisies/<meeting>                      in  403 404 404 404 404 404 200 200
POST /mijn/groepen/<public_id>/intervisies/<meeting>                      in  403 404 404 404 404 404 422 422
POST /mijn/groepen/<public_id>/intervisies/<meeting>/aanwezigheid         in  403 404 404 404 404 404 303 303
GET  /mijn/groepen/<public_id>/intervisies/<meeting>/verwijdering         in  403 404 404 404 404 404 200 200
POST /mijn/groepen/<public_id>/intervisies/<meeting>/verwijdering         in  403 404 404 404 404 404 303 303
GET  /mijn/groepen/<public_id>/intervisies/nieuw                          in  403 404 404 404 404 404 200 200
POST /mijn/groepen/<public_id>/intervisies/nieuw                          in  403 404 404 404 404 404 422 422
GET  /mijn/groepen/<public_id>/vertrek                                    in  404 404 404 404 404 404 200 200
POST /mijn/groepen/<public_id>/vertrek                                    in  404 404 404 404 404 404 303 303
GET  /mijn/lidmaatschap                                                   in  200 200 200 200 200 200 200 200
POST /mijn/lidmaatschap/bevestiging                                       in  303 303 303 303 303 303 303 303
GET  /mijn/lidmaatschap/kaart                                             in  303 200 200 200 200 200 200 200
POST /mijn/lidmaatschap/kaart                                             in  303 303 303 303 303 303 303 303
GET  /mijn/lidmaatschap/kaart/code.svg                                    in  404 404 404 404 404 404 200 404
GET  /mijn/lidmaatschap/opzeggen                                          in  303 200 200 200 200 200 200 200
POST /mijn/lidmaatschap/opzeggen                                          in  303 422 422 422 422 422 422 422
POST /mijn/lidmaatschap/opzegging-terugnemen                              in  303 303 303 303 303 303 303 303
GET  /mijn/lidmaatschap/plaats                                            in  303 303 303 303 303 303 200 303
POST /mijn/lidmaatschap/plaats                                            in  303 303 303 303 303 303 303 303
GET  /mijn/lidmaatschap/verandering                                       in  303 200 200 200 200 200 200 200
POST /mijn/lidmaatschap/verandering                                       in  303 422 422 422 422 422 422 422
GET  /mijn/plaatsen                                                       in  200 200 200 200 200 200 200 200
POST /mijn/plaatsen/<public_id>/bevestiging                               in  404 404 404 404 404 404 303 404
GET  /mijn/plaatsen/<public_id>/contactpersoon                            in  404 404 404 404 404 404 200 404
POST /mijn/plaatsen/<public_id>/contactpersoon                            in  404 404 404 404 404 404 422 404
GET  /mijn/plaatsen/<public_id>/nieuw                                     in  404 404 404 404 404 404 200 404
POST /mijn/plaatsen/<public_id>/nieuw                                     in  404 404 404 404 404 404 422 404
GET  /mijn/plaatsen/<public_id>/praktijk                                  in  404 404 404 404 404 404 200 404
POST /mijn/plaatsen/<public_id>/praktijk                                  in  404 404 404 404 404 404 303 404
GET  /mijn/plaatsen/plaats/<public_id>/opvolger                           in  404 404 404 404 404 404 200 404
POST /mijn/plaatsen/plaats/<public_id>/opvolger                           in  404 404 404 404 404 404 422 404
GET  /mijn/plaatsen/plaats/<public_id>/terugname                          in  404 404 404 404 404 404 200 404
POST /mijn/plaatsen/plaats/<public_id>/terugname                          in  404 404 404 404 404 404 422 404
GET  /mijn/profiel                                                        in  200 200 200 200 200 200 200 200
POST /mijn/profiel                                                        in  422 422 422 422 422 422 422 422
GET  /mijn/profiel/contact                                                in  200 200 200 200 200 200 200 200
POST /mijn/profiel/contact                                                in  303 303 303 303 303 303 303 303
GET  /mijn/profiel/foto                                                   in  200 200 200 200 200 200 200 200
POST /mijn/profiel/foto                                                   in  303 303 303 303 303 303 303 303
GET  /mijn/profiel/foto/<size>                                            in  404 404 200 404 404 200 200 200
POST /mijn/profiel/foto/verwijdering                                      in  303 303 303 303 303 303 303 303
GET  /mijn/profiel/kennis                                                 in  200 200 200 200 200 200 200 200
POST /mijn/profiel/kennis                                                 in  303 303 303 303 303 303 303 303
GET  /mijn/profiel/spiegel                                                in  200 200 200 200 200 200 200 200
GET  /mijn/profiel/voorbeeld                                              308 308 308 308 308 308 308 308 308
GET  /mijn/profiel/werk                                                   in  200 200 200 200 200 200 200 200
POST /mijn/profiel/werk                                                   in  303 303 303 303 303 303 303 303
GET  /mijn/sessies                                                        in  200 200 200 200 200 200 200 200
POST /mijn/sessies/<public_id>                                            in  404 404 404 404 404 404 303 404
POST /mijn/sessies/andere                                                 in  303 303 303 303 303 303 303 303
GET  /mijn/voordrachten                                                   in  403 200 200 200 200 200 200 200
POST /mijn/voordrachten                                                   in  403 422 422 422 422 422 422 422
GET  /mijn/wachtwoord                                                     in  200 200 200 200 200 200 200 200
POST /mijn/wachtwoord                                                     in  422 422 422 422 422 422 422 422
GET  /mijn/uren                                                           in  200 200 200 200 200 200 200 200
GET  /mijn/uren/<public_id>                                               in  404 404 404 404 404 404 200 404
POST /mijn/uren/<public_id>                                               in  404 404 404 404 404 404 200 404
GET  /mijn/uren/bestand/<file_format>                                     in  200 200 200 200 200 200 200 200
GET  /mijn/uren/bewijs/<public_id>                                        in  404 404 404 404 404 404 200 404
GET  /mijn/zoekopdrachten                                                 in  403 200 200 200 200 200 200 200
GET  /mijn/zoekopdrachten/<public_id>                                     in  403 404 404 404 404 404 200 404
POST /mijn/zoekopdrachten/<public_id>/mail                                in  403 404 404 404 404 404 303 404
POST /mijn/zoekopdrachten/<public_id>/verwijdering                        in  403 404 404 404 404 404 303 404
GET  /mijn/zoekopdrachten/nieuw                                           in  403 303 303 303 303 303 303 303
POST /mijn/zoekopdrachten/nieuw                                           in  403 303 303 303 303 303 303 303
GET  /netwerk/bedankt                                                     200 200 200 200 200 200 200 200 200
GET  /netwerk/bevestigen/<token>                                          200 200 200 200 200 200 200 200 200
POST /netwerk/bevestigen/<token>                                          422 422 422 422 422 422 422 422 422
GET  /netwerk/wissen/<token>                                              200 200 200 200 200 200 200 200 200
POST /netwerk/wissen/<token>                                              303 303 303 303 303 303 303 303 303
GET  /organisaties/suggesties                                             200 200 200 200 200 200 200 200 200
GET  /over-ons                                                            200 200 200 200 200 200 200 200 200
GET  /overdracht/<token>                                                  200 200 200 200 200 200 200 200 200
POST /overdracht/<token>                                                  303 422 303 303 303 303 303 422 303
GET  /past-het                                                            200 200 200 200 200 200 200 200 200
GET  /plaats/<token>                                                      200 200 200 200 200 200 200 200 200
POST /plaats/<token>                                                      422 422 422 422 422 422 422 422 422
GET  /post                                                                200 200 200 200 200 200 200 200 200
GET  /post/<public_id>                                                    200 200 200 200 200 200 200 200 200
GET  /post/<public_id>/bijlagen/<number>                                  200 200 200 200 200 200 200 200 200
GET  /post/<public_id>/opmaak                                             200 200 200 200 200 200 200 200 200
GET  /privacy                                                             200 200 200 200 200 200 200 200 200
GET  /professionals/<public_id>                                           200 200 200 200 200 200 200 200 200
GET  /professionals/<public_id>/foto/<size>                               200 200 200 200 200 200 200 200 200
GET  /readyz                                                              200 200 200 200 200 200 200 200 200
GET  /taal/<language>                                                     303 303 303 303 303 303 303 303 303
GET  /toegankelijkheid                                                    200 200 200 200 200 200 200 200 200
POST /uitloggen                                                           303 303 303 303 303 303 303 303 303
GET  /uitnodigingen/<token>                                               200 200 200 200 200 200 200 200 200
GET  /uitnodigingen/<token>/aanmelden                                     200 200 200 200 200 200 200 200 200
POST /uitnodigingen/<token>/aanmelden                                     422 422 422 422 422 422 422 422 422
GET  /uitnodigingen/<token>/afzegging                                     200 200 200 200 200 200 200 200 200
POST /uitnodigingen/<token>/afzegging                                     303 303 303 303 303 303 303 303 303
POST /uitnodigingen/<token>/besloten-deel                                 303 303 303 303 303 303 303 303 303
GET  /uitnodigingen/<token>/waarom                                        200 200 200 200 200 200 200 200 200
GET  /wachtlijst/<public_id>                                              404 404 404 404 404 404 404 200 404
POST /wachtlijst/<public_id>/plaatsen/<entry>/aanmelding                  404 404 404 404 404 404 404 303 404
POST /wachtlijst/<public_id>/plaatsen/<entry>/vertrek                     404 404 404 404 404 404 404 303 404
GET  /wachtlijst/link/<token>                                             200 200 200 200 200 200 200 200 200
POST /wachtlijst/link/<token>/bevestiging                                 303 303 303 303 303 303 303 303 303
POST /wachtlijst/link/<token>/plaatsen/<entry>/aanmelding                 303 303 303 303 303 303 303 303 303
POST /wachtlijst/link/<token>/plaatsen/<entry>/vertrek                    303 303 303 303 303 303 303 303 303
GET  /wachtwoord-vergeten                                                 200 200 200 200 200 200 200 200 200
POST /wachtwoord-vergeten                                                 422 422 422 422 422 422 422 422 422
GET  /wachtwoord-vergeten/<token>                                         200 200 200 200 200 200 200 200 200
POST /wachtwoord-vergeten/<token>                                         422 422 422 422 422 422 422 422 422
GET  /zoekopdrachten/geen-mail/<token>                                    200 200 200 200 200 200 200 200 200
POST /zoekopdrachten/geen-mail/<token>                                    303 303 303 303 303 303 303 303 303
"""
HEADING, *ROWS = (line.split() for line in TABLE.strip().splitlines())
EXPECTED = {(method, path): dict(zip(PEOPLE, answers, strict=True)) for method, path, *answers in ROWS}


def asked_of(person: str) -> set[tuple[str, str]]:
    """All of the table; in a quick run each of the cast tries a share of it, and between them they try it all."""
    number = PEOPLE.index(person)
    return {route for place, route in enumerate(EXPECTED) if not QUICK or place % 5 == number % 5}


def answers_of(crawler: Crawler, person: str) -> dict[tuple[str, str], str]:
    asked, found = asked_of(person), {}
    for rule in crawler.app.url_map.iter_rules():
        for method in sorted({"GET", "POST"} & set(rule.methods or ())):
            if (method, plain(rule.rule)) not in asked:
                continue
            data = {"csrf_token": crawler.tokens[person]} if method == "POST" else None
            response = crawler.ask(person, method, crawler.world.addresses_of(rule)[0], data=data)
            if response is not None:
                is_sent_in = (response.location or "").partition("?")[0] == "/inloggen"
                found[method, plain(rule.rule)] = "in" if is_sent_in else str(response.status_code)
    return found


def plain(rule: str) -> str:
    return re.sub(r"<\w+:", "<", rule)


def test_every_route_stands_in_the_table(app: Flask) -> None:
    there = {
        (method, plain(rule.rule))
        for rule in app.url_map.iter_rules()
        for method in {"GET", "POST"} & set(rule.methods or ())
    }
    assert there == set(EXPECTED)
    assert [person[:3] for person in PEOPLE] == HEADING


@on_one_engine
@pytest.mark.parametrize("person", PEOPLE)
def test_each_of_the_cast_opens_what_the_table_says(crawler: Crawler, person: str) -> None:
    found = answers_of(crawler, person)
    assert found == {route: EXPECTED[route][person] for route in asked_of(person)}
    assert crawler.faults == []


# What each mailed link opens, for who has nothing else.
OPENED_BY = {
    "accept_seat": {"membership.create_seat_acceptance"},
    "address_confirm": {"people.edit_address_by_link"},
    "answer_question": {"membership.create_answer", "membership.show_question_attachment"},
    "become_contact": {"membership.create_contact_acceptance"},
    "certificate": {"events.create_certificate"},
    "confirm_application": {"membership.create_confirmation"},
    "confirm_year": {"membership.create_year_confirmation", "membership.create_year_change"},
    "door": {"events.create_door_visit"},
    "feedback": {"events.create_feedback"},
    "handover": {"events.create_takeover"},
    "invitation": {"events.show_event", "events.create_order", "events.show_reasons", "events.delete_own_invitation"}
    | {"events.create_invited_ticket"},
    "nomination": {"membership.create_nominated_application"},
    "join_network": {"membership.create_network_membership", "membership.delete_network_invitation"},
    "object_to_rejection": {"membership.create_objection"},
    "order": {"events.show_order", "events.edit_registration", "events.delete_registration", "events.delete_order"}
    | {"events.delete_pending_ticket", "events.edit_workshop_choices", "events.show_tickets"}
    | {"events.list_fellow_attendees_by_link", "events.show_workshop_in_calendar"}
    | {"events.edit_ticket", "events.create_handover", "events.delete_handover", "events.edit_invoice"}
    | {"events.create_waiting_for_ticket"},
    "password_reset": {"people.edit_forgotten_password"},
    "registration": {"events.show_own_registration", "events.edit_own_registration", "events.delete_own_registration"}
    | {"events.edit_own_workshop_choices", "events.show_own_workshop_in_calendar", "events.list_own_fellow_attendees"},
    "resume_application": {"membership.create_resumption"},
    "sign_in": {"people.create_session_by_link"},
    "silence_searches": {"directory.create_silence"},
    "waiting_list": {"events.show_waiting_party", "events.create_waiting_confirmation"}
    | {"events.create_order_from_waiting", "events.delete_waiting_entry"},
}


@on_one_engine
def test_a_mailed_link_opens_its_own_pages_and_no_other(crawler: Crawler) -> None:
    """Not even as the name of something else, or as a session."""
    links = {kind.name: kind.link.purpose for kind in all_kinds() if kind.link and not kind.name.startswith("tests/")}
    assert OPENED_BY.keys() == set(links.values())
    secrets = {purpose: crawler.world.secrets[name] for name, purpose in links.items()}
    rules = [
        rule
        for rule in crawler.app.url_map.iter_rules()
        if rule.arguments and policy_of(crawler.app, rule.endpoint).name == "anyone"  # type: ignore[union-attr]
    ]
    for number, (purpose, secret) in enumerate(secrets.items()):
        opened = set()
        for place, rule in enumerate(rules):
            if QUICK and rule.endpoint not in OPENED_BY[purpose] and place % 5 != number % 5:
                continue
            values = [secret, *(crawler.world.places[0][prefix] for prefix in list(prefixes_of(rule))[1:])]
            for method in {"GET", "POST"} & set(rule.methods or ()):
                data = {"csrf_token": crawler.tokens[VISITOR]} if method == "POST" else None
                response = crawler.ask(VISITOR, method, filled(rule, values), data=data)
                if response is not None and response.status_code != 404:
                    opened.add(rule.endpoint)
        assert opened == OPENED_BY[purpose], purpose
        session = f"{crawler.app.config['SIGN_IN_COOKIE_NAME']}={secret}"
        response = crawler.ask(VISITOR, "GET", "/mijn", headers={"Cookie": session})
        assert response is not None
        assert response.status_code == 303
    assert crawler.faults == []
