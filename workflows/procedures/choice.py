"""Which procedure is true for an organisation: what it set itself, else its network's default, else the first of the ready-made."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli_w

from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.workflows.model import Label
from mobee_pyr.workflows.procedures.loader import load, stored
from mobee_pyr.workflows.procedures.model import Procedure, Stage
from mobee_pyr.workflows.procedures.writing import text_of

BEFORE, AFTER = "before", "after"


class Instead(NamedTuple):
    """A procedure tried in the place of another: the one that an organisation or a network holds under ``key``."""

    owner: Organisation | Network
    key: str
    procedure: Procedure


@dataclass(frozen=True)
class Ready:
    """A ready-made procedure, with what it is called and a sentence on what it does."""

    name: str
    label: Label
    help: Label
    procedure: Procedure


@cache
def ready(subject: str) -> Mapping[str, Ready]:
    """The ready-made procedures for a subject; the first is what is true before anybody chooses."""
    raw = tomllib.loads((files("mobee_pyr.workflows") / "procedures" / "ready.toml").read_text(encoding="utf-8"))
    return {name: _ready(subject, name, body) for name, body in raw[subject].items()}


def _ready(subject: str, name: str, body: Mapping[str, Any]) -> Ready:
    text = tomli_w.dumps({"subject": subject, "steps": body["steps"]})
    return Ready(name, body["label"], body["help"], load(text, f"ready.toml: {subject}.{name}"))


def own(organisation: Organisation, subject: str) -> Procedure:
    """The procedure of an organisation for a subject, without what its network imposes."""
    text = organisation.procedures.get(subject)
    if text is not None:
        return stored(text)
    return default(organisation, subject)


def choose(organisation: Organisation, name: str, subject: str = "application") -> None:
    """Take a ready-made procedure as the organisation's own. Raises `KeyError` for an unknown name."""
    put(organisation, ready(subject)[name].procedure)


def put(organisation: Organisation, procedure: Procedure) -> None:
    """Let a procedure be true for an organisation from now on."""
    organisation.procedures = {**organisation.procedures, procedure.subject: text_of(procedure)}


def default(organisation: Organisation, subject: str) -> Procedure:
    """What is true as long as the organisation has set nothing itself."""
    network = network_of(organisation)
    text = None if network is None else (part(network, "procedures") or {}).get(subject)
    return stored(text) if text else next(iter(ready(subject).values())).procedure


def imposed(network: Network | None, subject: str, place: str, instead: Instead | None = None) -> tuple[Stage, ...]:
    """The steps that a network asks of everybody, ``before`` or ``after`` the organisation's own."""
    if network is None:
        return ()
    key = f"{subject}.{place}"
    if instead is not None and (instead.owner, instead.key) == (network, key):
        return instead.procedure.imposed().stages
    text = (part(network, "imposed") or {}).get(key)
    return stored(text).imposed().stages if text else ()


def stages(network: Network | None, organisation: Organisation | None, subject: str, instead: Instead | None = None) -> Iterator[Stage]:
    """All that might be asked for, in order: what the network imposes, around what the organisation set itself."""
    yield from imposed(network, subject, BEFORE, instead)
    if organisation is not None:
        tried = instead is not None and (instead.owner, instead.key) == (organisation, subject)
        yield from instead.procedure.stages if instead is not None and tried else own(organisation, subject).stages
    yield from imposed(network, subject, AFTER, instead)
