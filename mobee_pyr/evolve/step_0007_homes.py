"""The place that somebody wrote is the one that their profile starts from."""

from mobee_pyr.content.person import Person
from mobee_pyr.content.place import located
from mobee_pyr.content.site import Site


def evolve(site: Site) -> None:
    """Find it on the map; words that no map knows stay words, and what a profile says already stays."""
    for person in site.people.inside("person"):
        if isinstance(person, Person) and person.place and not person.profile.home.city:
            person.profile = person.profile._replace(home=located(person.place))
