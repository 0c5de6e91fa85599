"""How far a switch is whose items are moved in the background."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _


class Moving(NamedTuple):
    """``done`` of ``expected`` items are written anew, in words ``told``; ``back``: it is the undoing of one."""

    done: int
    expected: int
    told: str
    back: bool


def moving(network: Network, request: Request, content: str) -> Moving | None:
    """What is on its way for one workflow of a network, if anything is."""
    switch = network.moving.get(content)
    if switch is None:
        return None
    done = switch.expected - switch.waiting
    words = request.words
    told = words.text(_("${done} éléments sur ${expected}"), done=words.number(done), expected=words.number(switch.expected))
    return Moving(done, switch.expected, told, switch.undone is not None)
