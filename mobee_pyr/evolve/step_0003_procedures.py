"""Organisations set their validation procedures as texts; what they chose among three by name becomes such a text."""

from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.site import Site

CHOSEN = {
    "none": 'subject = "application"\nsteps = []\n',
    "manager_then_referent": (
        'subject = "application"\n\n[[steps]]\nwho = [\n    "employer.manager",\n]\n\n[[steps]]\nwho = [\n    "employer.referent",\n]\n'
    ),
}
"""The third, ``referent``, is what is true for whoever sets nothing."""


def evolve(site: Site) -> None:
    """Move the choice of each organisation into `Organisation.procedures`."""
    for network in site.inside("network"):
        for organisation in network.inside("organisation"):
            name = getattr(organisation, "procedure", None)
            if isinstance(organisation, Organisation) and name is not None:
                del organisation.procedure
                organisation.procedures = {"application": CHOSEN[name]} if name in CHOSEN else {}
