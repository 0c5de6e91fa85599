"""Collects every text people read and brings the translations up to date: ``make words``.

The French text is the message itself, so ``fr`` needs a translator for nothing but is filled all the same: French plurals (0 and 1 are
singular) come from its catalogue. Another language's missing texts stay empty, are counted here, and are shown in French until then.
"""

import subprocess
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "mobee_pyr" / "locale"
TEMPLATE = LOCALE / "mobee.pot"
LANGUAGES = ("fr", "en")
SOURCES = ("content", "workflows", "views", "mobee_pyr")
KEYWORDS = ("pluralize:1,2", "ngettext:1,2")


def extract() -> None:
    """All texts of the code, the templates and the TOML files, by lingua."""
    command = [str(Path(sys.executable).with_name("pot-create")), "--domain", "mobee", "--package-name", "mobee", "--sort-by-file"]
    command += ["--no-linenumbers", "--output", str(TEMPLATE), *(f"--keyword={keyword}" for keyword in KEYWORDS), *SOURCES]
    subprocess.run(command, cwd=ROOT, check=True)


def update(language: str) -> tuple[int, int]:
    """Merge the template into one language and compile it; give how many texts it has and how many lack a translation."""
    path = LOCALE / language / "LC_MESSAGES" / "mobee.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = known(path, language)
    with TEMPLATE.open("rb") as file:
        catalog.update(read_po(file), no_fuzzy_matching=True, update_creation_date=False)
    if language == LANGUAGES[0]:
        fill(catalog)
    with path.open("wb") as file:
        write_po(file, catalog, width=140, include_lineno=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    messages = [message for message in catalog if message.id]
    return len(messages), sum(not complete(message.string) for message in messages)


def known(path: Path, language: str) -> Catalog:
    """What was translated so far; a text that went away and came back finds its translation again."""
    if not path.exists():
        header = f"# Translations of mobee: {Locale.parse(language).english_name}. Under the same licence as mobee."
        return Catalog(locale=language, domain="mobee", project="mobee", header_comment=header, fuzzy=False, charset="utf-8")
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    for message in list(catalog.obsolete.values()):
        catalog[message.id] = message
    catalog.obsolete.clear()
    return catalog


def fill(catalog: Catalog) -> None:
    """The site's own language says its messages as they are written."""
    for message in catalog:
        if message.id and not complete(message.string):
            message.string = message.id


def complete(string: str | tuple[str, ...]) -> bool:
    """Whether every form of a translation is there."""
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> None:
    """Extract, merge, compile; say what is missing."""
    extract()
    for language in LANGUAGES:
        total, missing = update(language)
        print(f"  {language}: {total} texts, {missing} without translation")


if __name__ == "__main__":
    main()
