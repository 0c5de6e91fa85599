"""Every permission and every role, with its meaning: the two vocabularies that all access rules are written in."""

from enum import StrEnum


class _Meant(StrEnum):
    """A word that says what it means."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> "_Meant":
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Permission(_Meant):
    """What may be done with a node."""

    VIEW = "view", "open its page and find it in lists"
    EDIT = "edit", "change what it says"
    ADD = "add", "add something inside it"
    JOIN = "join", "become a member, or bring an organisation in"
    APPLY = "apply", "propose oneself as a volunteer"
    PLEDGE = "pledge", "offer cash, goods, logistics or technology"
    PEOPLE = "people", "see and change who holds which role on it"
    QUALIFY = "qualify", "tick its criteria and leave remarks"
    HISTORY = "history", "read who did what, when and why"
    RECRUIT = "recruit", "look for volunteers who agreed to be found, and keep those whom one thinks of"
    TEAM = "team", "read which missions fit its people, who are counted and never named, and let them know of one"
    ACCOUNT = "account", "use one's own space"
    ADMINISTER = "administer", "run the site: people, networks, blueprints"


class Role(_Meant):
    """What somebody is to a node, by a grant on it."""

    ADMIN = "admin", "runs the site"
    MANAGER = "manager", "runs a network, or leads a team of an organisation"
    QUALIFIER = "qualifier", "checks organisations and requests before they are published"
    MEMBER = "member", "takes part in a network, or belongs to an organisation"
    REFERENT = "referent", "decides in the name of an organisation"
    HR = "hr", "looks after the people of an organisation"
    READER = "reader", "may read this node and all beneath it, whatever their state"
    EDITOR = "editor", "may read and change this node and all beneath it, whatever their state"


MANAGING_ROLES = (Role.ADMIN, Role.MANAGER, Role.REFERENT)
"""Whoever holds one of these above a private node still enters it."""

EVERYONE = "everyone"
AUTHENTICATED = "authenticated"
SYSTEM = "system"
GROUP_ROLE = "group-"
"""Begins what stands for a group where a role would stand in a token."""


def token(role: str, oid: int) -> str:
    """The text under which a role on a node is compared and indexed: ``referent@1234``."""
    return f"{role}@{oid}"


def person_token(person_id: str) -> str:
    """The text that stands for one person: ``person:lea``."""
    return f"person:{person_id}"


def group_token(number: int, network: int) -> str:
    """The text that stands for everybody in a group of a network: ``group-42@1234``. Their list stands beside the network."""
    return f"{GROUP_ROLE}{number}@{network}"


def deputy_token(person_id: str, network: int) -> str:
    """The text that stands for whoever answers, in a network, in place of an absent person: ``deputy:lea@1234``."""
    return f"deputy:{person_id}@{network}"
