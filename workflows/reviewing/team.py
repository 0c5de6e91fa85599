"""Who qualifies in a network, and the settings of their desk: two pairs of eyes need two people."""

from datetime import date

from mobee_pyr.content.access import Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import todo
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.reviewing import settings
from mobee_pyr.workflows.reviewing.settings import Desk

TEAM = (Role.QUALIFIER, Role.MANAGER)
"""The roles on a network under which somebody qualifies."""

ALONE = _("Une seule personne peut qualifier dans ce réseau : nommez-en une deuxième, puis demandez deux regards.")


class SettingsRefused(Refused):
    """They cannot be so; ``message`` tells a person why, and what to do."""


def people(network: Network, day: date) -> list[str]:
    """The ids of those who qualify in their own name that day, each once whatever their roles."""
    site = site_of(network)
    found = dict.fromkeys(who for role in TEAM for who in site.membership.titulars(role, network.oid, day))
    return [who for who in found if (person := by_id(site, who)) is not None and not person.blocked]


def too_few(network: Network, day: date) -> tuple[str, ...]:
    """The subjects on which two people must agree, while there is no second one."""
    wanted = settings.of(network).two_eyes
    return wanted if wanted and len(people(network, day)) < 2 else ()


def change(act: Act, network: Network, desk: Desk) -> bool:
    """Keep the settings; did anything change? Raises `SettingsRefused` when nobody could ever be the second pair of eyes."""
    former = settings.of(network)
    if set(desk.two_eyes) - set(former.two_eyes) and len(people(network, act.today)) < 2:
        raise SettingsRefused(ALONE)
    if desk == former:
        return False
    network.overrides[settings.PART] = desk._asdict()
    network.record(act.who, "qualification settings", when=act.now, before=former._asdict(), after=desk._asdict())
    _reconsider(act, network)
    return True


def _reconsider(act: Act, network: Network) -> None:
    """What waits may wait for others now."""
    for oid in {oid for role in TEAM for oid in network.expected(role)}:
        node = act.site.node(oid)
        if node is not None:
            todo.update(node, act)
