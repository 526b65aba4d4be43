"""Groups for the tests, made by the services themselves."""

from okprofs.community import services
from okprofs.community.models import IntervisionGroup
from okprofs.kernel.db import transaction
from okprofs.people.models import Account
from tests.conftest import Browser


def make_group(*members: Account, title: str = "Concernkwaliteit") -> IntervisionGroup:
    with transaction():
        group = services.found_group(title, "Hoe houd je het vol?", None)
        for member in members:
            services.add(group, member.email)
    return group


def main_of(browser: Browser, url: str) -> str:
    return browser.get(url).text.partition("<main")[2].partition("</main>")[0]
