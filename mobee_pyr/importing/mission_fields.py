"""What a mission of the file says in mobee's own words: domain, place, allowance."""

import re
from typing import Any

from mobee_pyr.content.place import Place, located
from mobee_pyr.content.vocabulary import DOMAINS
from mobee_pyr.importing import prose
from mobee_pyr.importing.rhythm import format_said, moments_said
from mobee_pyr.importing.source import Item

DOMAIN_OF = {
    "animaux": "environment",
    "autre": "other",
    "benevolat-competences": "skills-volunteering",
    "culture-loisirs": "culture",
    "education": "education",
    "emploi": "solidarity",
    "environnement": "environment",
    "humanitaire": "humanitarian",
    "memoire-et-citoyennete": "memory",
    "prevention-protection": "protection",
    "sante": "health",
    "solidarite-insertion": "solidarity",
    "sport": "sports",
    "vivre-ensemble": "community",
} | {domain: domain for domain in DOMAINS}
"""The domains of the French public missions API → ours; *emploi* is help into work, that is *insertion*."""

CIVIC_SERVICE = "Service Civique"
UNITS = {"hour": "par heure", "day": "par jour", "week": "par semaine", "month": "par mois", "year": "par an"}
KINDS = {"net": "net", "gross": "brut"}


def fields(item: Item) -> dict[str, Any]:
    """The attributes of the mission."""
    return {
        "title": prose.title(item.title),
        "summary": prose.summary(item.description),
        "description": prose.description(item.description),
        "domain": DOMAIN_OF.get(item.domain, "other"),
        "mode": item.mode,
        "schedule": item.schedule,
        "format": format_said(item.schedule),
        "moments": moments_said(item.schedule),
        "place": place(item),
        "places": item.places,
        "starts": item.starts,
        "ends": item.ends,
        "label": CIVIC_SERVICE if item.publisher == CIVIC_SERVICE else "",
        "allowance": allowance(item.compensation),
    }


def place(item: Item) -> Place:
    """``4 Rue André Malraux, 42000 Saint-Étienne, FR`` taken apart."""
    address = item.address.removesuffix(", FR")
    found = re.search(r"\b(\d{5})\b\s*(.*)", address)
    street = (address[: found.start()] if found else address).strip(" ,")
    city = item.city or (found[2] if found else "")
    postcode, address = found[1] if found else "", "" if street == city else street
    if item.latitude is None or item.longitude is None:
        return located(city, postcode, address)
    return Place(city, postcode, address, item.latitude, item.longitude)


def allowance(compensation: dict[str, Any]) -> str:
    """``620 € net par mois``."""
    least, most = compensation.get("amount") or 0, compensation.get("amountMax") or 0
    if not least and not most:
        return ""
    amount = (
        f"{_number(least)} €" if not most else f"jusqu’à {_number(most)} €" if not least else f"de {_number(least)} à {_number(most)} €"
    )
    unit, kind = str(compensation["unit"]), str(compensation["type"])
    return f"{amount} {KINDS.get(kind, kind)} {UNITS.get(unit, unit)}"


def _number(amount: float) -> str:
    return f"{amount:g}".replace(".", ",")
