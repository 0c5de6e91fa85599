"""Names in URLs: readable, unique among siblings, never the name of a page."""

import re
import unicodedata

LONGEST = 60

# fmt: off
RESERVED = frozenset((
    "about", "absence", "accept-role", "accessibility", "account", "add", "administration", "advice", "alerts", "apply", "arrivals",
    "arrive", "attachment", "block", "bourse", "bulk", "calendar", "calls", "capacities", "change-mail", "change-password", "claim",
    "close", "close-account", "closed-days", "colour", "confirm-mail", "contact", "contents", "copy", "criteria", "criteria-file",
    "criteria-model", "criteria-text", "criterion", "criterion-remove", "decide", "delete", "deleted", "deleted-empty", "dev-mail",
    "document", "draft", "edit", "evidence", "favicon", "favourite", "favourites", "feed", "field", "field-withdraw", "fields",
    "fields-preview", "file", "file-new", "fill-in", "for-you", "forgotten", "hand-over", "handover", "healthz", "help", "history",
    "home-block", "home-page", "home-preview", "how-it-works", "image", "imports", "imports-feed", "inbox", "invitations", "invite", "join",
    "journal", "jump", "leave", "letters", "linked", "logo", "logo-edit", "looked-as", "mail", "matching", "menu-edit", "messages",
    "mission-new", "model", "model-offer", "model-own", "move", "my-feeds", "my-space", "need-new", "network-new", "new-password", "notice",
    "order", "organisation-new", "organisations", "past", "people", "people-group", "people-group-end", "people-groups", "people-import",
    "people-new", "permissions", "pledge", "pledge-new", "pools", "poster", "preview", "privacy", "procedure", "procedure-edit",
    "procedure-file", "procedure-running", "procedure-step", "procedure-text", "procedure-trial", "profile", "profile-availability",
    "profile-experience", "profile-place", "profile-seen", "profile-shown", "profile-situation", "profile-skills", "profile-wishes",
    "programme-new", "proposal", "publication-new", "publications", "qr", "qualification", "qualification-settings", "qualify", "quota",
    "recruit", "recruit-one", "remark", "rename", "requests", "restore", "resume", "resume-file", "revert", "rights", "robots", "role-edit",
    "role-end", "roles", "save-search", "saved-search", "search", "searches", "see-as", "see-as-end", "sent", "shade", "share", "sharing",
    "sharing-end", "sharing-new", "sharing-private", "sign-in", "sign-out", "sign-up", "sitemap", "split", "static", "suggestions", "team",
    "team-missions", "team-propose", "term", "term-merge", "to-do", "transition", "translate", "unblock", "undo", "undo-arranging",
    "unsubscribe", "validate", "views", "vocabularies", "volunteer-check", "volunteer-new", "welcome", "why", "withdraw", "workflow",
    "workflow-draft", "workflow-state", "workflow-switch", "workflow-transition", "workflows", "working-copy", "working-copy-edit",
))
# fmt: on
"""View names. A node that took one would hide the page; a test compares this list with the registered views."""


class NameTaken(ValueError):
    """A sibling already has this name."""


class NameRefused(ValueError):
    """The name cannot stand in a URL, or a page has it."""


def slug(title: str) -> str:
    """``Plan de la nef`` → ``plan-de-la-nef``; never empty, at most 60 characters.

    >>> slug("Théâtre d’été")
    'theatre-d-ete'
    """
    text = title.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    folded = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text))
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > LONGEST:
        cut = name[: LONGEST + 1]
        name = cut.rsplit("-", 1)[0][:LONGEST] if "-" in cut else name[:LONGEST]
    return name or "sans-titre"


def refuse(name: str) -> None:
    """Raise `NameRefused` unless ``name`` is a slug that no page has."""
    if name in RESERVED:
        raise NameRefused(f"{name!r} is the name of a page")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise NameRefused(f"{name!r} must be lower-case letters, digits and single hyphens")
