"""The small tree in which every journey begins. Everybody's password is `PASSWORD`; addresses are ``name@example.org``.

    culture   shared     manager maud, qualifier quentin, member noe (independent)
      pierres-vivantes   association: référent rose, member remi
        plan-de-la-nef   mission, published, by rose
        cent-affiches    need of goods, published, by rose
      atelier-du-sud     company: référent basile, line manager max, employees lea (of max) and luc
    sports    shared     manager maud
    horizon   dedicated  manager helene, qualifier quentin
      fondation-horizon  corporate foundation: référent hugo, employee hana
      les-cadets         association: référent camille
        tutorat          mission, published, by camille

ada runs the site; iris has an account and no role at all.
"""

from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.passwords import Passwords
from tests.builders import a_mission, a_need, a_network, a_person, a_role, a_site, an_employee, an_organisation

PASSWORD = "quatre mots pour entrer"


def grow() -> Site:
    """The tree, in memory."""
    site = a_site()
    _culture(site)
    a_network(site, "sports", manager="maud")
    _horizon(site)
    a_role("admin", site, "ada")
    a_person(site, "iris")
    kept = Passwords().hash(PASSWORD)
    for person in site.people.inside():
        person.password = kept
    return site


def _culture(site: Site) -> Network:
    culture = a_network(site, "culture", manager="maud", qualifier="quentin", member="noe")
    stones = an_organisation(culture, "pierres-vivantes", referent="rose", by="rose", capacities=("asks", "brings"))
    an_employee(stones, "remi", status="volunteer")
    a_mission(stones, "plan-de-la-nef", by="rose", places=2)
    a_need(stones, "cent-affiches", by="rose")
    workshop = an_organisation(culture, "atelier-du-sud", referent="basile", by="basile", body="company", capacities=("gives", "brings"))
    an_employee(workshop, "max")
    a_role("manager", workshop, "max")
    an_employee(workshop, "lea", manager="max")
    an_employee(workshop, "luc")
    return culture


def _horizon(site: Site) -> Network:
    horizon = a_network(site, "horizon", dedicated=True, manager="helene", qualifier="quentin")
    foundation = an_organisation(
        horizon, "fondation-horizon", referent="hugo", by="hugo", body="corporate-foundation", capacities=("gives", "brings")
    )
    an_employee(foundation, "hana")
    cadets = an_organisation(horizon, "les-cadets", referent="camille", by="camille", capacities=("asks",))
    a_mission(cadets, "tutorat", by="camille")
    return horizon
