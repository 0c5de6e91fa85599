"""Which pages there are: asked of the server itself, so that a new view cannot be forgotten; where and by whom each may be opened."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mobee_pyr.application import configure
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content.node import Node
from mobee_pyr.database import database
from mobee_pyr.settings import read

STONES, VASSEUR, CHOIR = "/culture/pierres-vivantes", "/culture/atelier-vasseur", "/culture/choeur-des-deux-rives"
NAVE, POSTER = f"{STONES}/dresser-le-plan-d-une-nef-romane", f"{STONES}/imprimer-l-affiche-de-la-reouverture"

PLACES = {
    "site": ("",),
    "folder": ("/people", "/entities", "/blueprints"),
    "person": ("/people/lea", "/people/elise"),
    "legal_entity": ("/entities/atelier-vasseur",),
    "blueprint": ("/blueprints/thematic-shared",),
    "network": ("/culture", "/horizon"),
    "organisation": (STONES, VASSEUR, CHOIR, "/horizon/horizon-energies"),
    "programme": (f"{STONES}/rouvrir-saint-philibert-du-bois",),
    "mission": (
        NAVE,
        f"{STONES}/verifier-les-contrats-de-nos-intervenants",
        "/culture/fondation-lumiere-d-ici/sous-titrer-un-documentaire-pour-les-personnes-sourdes",
        "/culture/fondation-lumiere-d-ici/programmer-une-soiree-de-courts-metrages",
    ),
    "need": (POSTER, "/culture/fondation-lumiere-d-ici/un-ecran-gonflable-pour-les-projections-d-ete"),
    "application": (f"{NAVE}/noe", f"{NAVE}/lea", f"{NAVE}/karim"),
    "pledge": (f"{POSTER}/imprimerie-du-canal",),
    "joining": (f"{VASSEUR}/noe",),
    "volunteer": ("/culture/8d1e5b6f20c7a943", "/culture/3f9c21d07ab4e856", "/sports/60a8d3f1b95e27c4"),
    "page": ("/culture/conseils/accueillir-un-benevole", "/horizon/mode-d-emploi-pour-les-equipes"),
    "news": ("/culture/la-soiree-du-reseau-se-prepare",),
    "section": ("/culture/documents", "/culture/conseils"),
    "document": ("/culture/documents/convention-type-de-benevolat",),
    "picture": ("/culture/conseils/la-chapelle-au-matin",),
    "link": ("/culture/conseils/associations-gouv-fr-le-benevolat",),
    "node": (f"{NAVE}", f"{NAVE}/noe", "/culture", CHOIR, "/culture/conseils/accueillir-un-benevole"),
}
"""Where to find one of each type in the demonstration; the first at which somebody may open the page is taken."""

READERS = ("rose", "claire", "quentin", "basile", "valerie", "marion", "solene", "denis", "noe", "lea", "ada", "")
"""Who tries, in this order (nobody: a visitor); on the site itself, whoever may do least comes first."""

ASKED = {
    ("node", "transition"): "?name=cancel",
    ("node", "past"): "?deed=0",
    ("node", "revert"): "?deed=0",
    ("node", "undo"): "?deed=0",
    ("node", "evidence"): "?criterion=identity",
    ("mission", "recruit-one"): "?who=jeanne",
    ("network", "home-block"): "?kind=people",
    ("page", "translate"): "?language=en",
    ("organisation", "team-propose"): "?mission=environnement/rivieres-libres/dessiner-la-carte-en-ligne-des-mesures",
    ("site", "saved-search"): "?key=1",
    ("site", "role-edit"): "?who=ada&role=admin",
    ("site", "role-end"): "?who=ada&role=admin",
    ("network", "procedure-running"): "?subject=application.before",
    ("network", "procedure-trial"): "?subject=application.before",
    ("organisation", "procedure-trial"): "?subject=application",
    ("network", "model-offer"): "?part=qualification",
    ("network", "model-own"): "?part=criteria.request",
    ("blueprint", "proposal"): "?id=2",
}
"""What a page must be told in its address."""

NOT_PAGES = {
    "healthz", "logo", "shade", "hand-over", "arrive", "document", "attachment", "suggestions", "resume-file",
    "qr", "poster", "feed", "calendar", "file", "image",
}  # fmt: skip
"""What machines and scripts read, pictures, and files."""

SHOWN_ELSEWHERE = {(kind, "validate"): "application" for kind in ("mission", "need", "pledge", "joining")} | {
    (kind, "restore"): "node" for kind in ("site", "network", "organisation")
}
"""Pages that wait for what the demonstration has not: the type at which the very same page is looked at."""


def registered(data: Path) -> dict[str, list[str]]:
    """The names of the views that answer GET, by the type of what they show; ``data`` is a site that nobody serves."""
    raw = DataFolder(data).settings
    config = configure(read(raw), raw)
    config.commit()
    try:
        found = sorted(set(_views(config.registry.introspector)))
    finally:
        database(config.registry).close()
    assert len(found) > 40
    return {kind: [name for other, name in found if other == kind] for kind in PLACES}


def _views(introspector: Any) -> Iterator[tuple[str, str]]:
    for line in introspector.get_category("views"):
        view = line["introspectable"]
        shown, methods = view["context"], view["request_methods"] or ("GET",)
        if isinstance(shown, type) and issubclass(shown, Node) and "GET" in methods and view["name"] not in NOT_PAGES:
            assert shown.type_name in PLACES, f"say in PLACES where a {shown.type_name} is to be found"
            if (shown.type_name, view["name"]) not in SHOWN_ELSEWHERE:
                yield shown.type_name, view["name"]


def addresses(kind: str, view: str, links: Iterable[tuple[str, str]], likeliest: str = "") -> Iterator[tuple[str, str]]:
    """(who, where) to try for a view: the links that people have met, then its plain address, the likeliest reader first (on the site
    itself, whoever may do least)."""
    readers = tuple(reversed(READERS)) if kind == "site" else tuple(dict.fromkeys((likeliest, *READERS))) if likeliest else READERS
    asked = ASKED.get((kind, view), "")
    if view:
        yield from ((who, where) for who, where in links if where.partition("?")[0] in [f"{place}/{view}" for place in PLACES[kind]])
    yield from ((who, f"{place}/{view}".rstrip("/") + asked or "/") for place in PLACES[kind] for who in readers)
