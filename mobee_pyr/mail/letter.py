"""Writes a letter: one template gives its subject, its HTML and its plain text, in the reader's language.

A letter's template (``letters/*/*.pt``, framed by ``letters/sheet.pt``) says ``<subject>``, then paragraphs: ``<p>``, ``<ul>``,
``<quote>`` (what somebody wrote), ``<action href>`` (the one button) and ``<why>`` (why the reader receives this).
"""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from chameleon import PageTemplateFile

from mobee_pyr.content.words import _
from mobee_pyr.i18n import french
from mobee_pyr.i18n.translator import translate
from mobee_pyr.i18n.words import Words

FOLDER = Path(__file__).parent / "letters"
WIDTH = 72

STYLES = {
    "p": "margin:0 0 16px",
    "ul": "margin:0 0 16px;padding:0 0 0 20px",
    "li": "margin:0 0 8px",
    "a": "color:#0a585c",
    "blockquote": "margin:0 0 16px;padding:4px 0 4px 16px;border-left:4px solid #f4b223",
    "button": "display:inline-block;padding:13px 22px;border-radius:8px;background:#f4b223;color:#12302f;font-weight:bold;"
    "text-decoration:none",
    "address": "margin:0 0 16px;font-size:13px;line-height:1.4;word-break:break-all",
}
"""Inline, because many mail programs drop every other kind of style."""

STOP = _("Ne plus recevoir ces courriels")
"""The link at the foot of a letter that may be ended with one click."""

_NO_XML = re.compile("&#0;|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class LetterUnknown(LookupError):
    """There is no letter of that name."""


@dataclass(frozen=True)
class Letter:
    """A letter as it is read."""

    subject: str
    text: str
    html: str


@cache
def names() -> Mapping[str, Path]:
    """Each letter's name and template: ``application-accepted`` is ``application/accepted.pt``, ``welcome`` is ``account/welcome.pt``."""
    found = sorted(FOLDER.glob("*/*.pt"))
    return {path.stem if path.parent.name == "account" else f"{path.parent.name}-{path.stem}": path for path in found}


def write(name: str, language: str, now: datetime, variables: Mapping[str, Any]) -> Letter:
    """The letter of that name. Raises `LetterUnknown`, and `NameError` when it needs a variable that is not there."""
    if name not in names():
        raise LetterUnknown(name)
    said = _NO_XML.sub("", _rendered(names()[name], language, now, variables))
    sheet = ElementTree.fromstring(french.spaced(said) if language == "fr" else said)
    subject = _line(sheet.find("subject"))
    body = [block for block in sheet if block.tag != "subject"]
    html = _written([made for block in body if block.tag != "why" for made in _html(block)])
    stop, label = variables.get("stop", ""), translate(STOP, language)
    frame = {"subject": subject, "body": html, "why": _line(sheet.find("why")), "stop": stop, "label": label}
    text = "\n\n".join(filter(None, map(_text, body))) + "\n" + (f"{label}\n{stop}\n" if stop else "")
    return Letter(subject, text, _rendered(FOLDER / "frame.pt", language, now, frame))


@cache
def _template(path: Path) -> PageTemplateFile:
    return PageTemplateFile(str(path))


def _rendered(path: Path, language: str, now: datetime, variables: Mapping[str, Any]) -> str:
    def translated(msgid: Any, mapping: Mapping[str, Any] | None = None, default: Any = None, **_context: Any) -> Any:
        return translate(msgid, language, mapping) if isinstance(msgid, str) else msgid

    words = Words(language, now)
    return str(_template(path).render(translate=translated, target_language=language, language=language, words=words, **variables))


def _line(element: Element | None) -> str:
    """All that an element says, on one line."""
    said = "" if element is None else "".join(element.itertext())
    return re.sub(r"[ \t\r\n]+", " ", said).strip()


# Plain text ---------------------------------------------------------------------------------------------------------------


def _text(block: Element) -> str:
    """A paragraph of the plain text."""
    if block.tag == "quote":
        lines = "".join(block.itertext()).strip().splitlines()
        return "\n".join(_filled(line, "> ") for line in lines)
    if block.tag == "ul":
        return "\n".join(_item(item) for item in block)
    if block.tag == "action":
        return f"→ {_line(block)}\n{block.get('href')}"
    if block.tag == "why":
        return f"-- \n{_filled(_line(block))}"
    return "\n".join(_filled(line) for line in _broken(block))


def _item(item: Element) -> str:
    link = item.find("a")
    address = "" if link is None else f"\n  {link.get('href')}"
    return textwrap.fill(" – ".join(_broken(item)), WIDTH, initial_indent="– ", subsequent_indent="  ", **_WHOLE) + address


def _broken(block: Element) -> list[str]:
    """The lines of a paragraph, where it has a ``<br/>``."""
    lines, line = [], block.text or ""
    for child in block:
        if child.tag == "br":
            lines.append(line)
            line = ""
        else:
            line += "".join(child.itertext())
        line += child.tail or ""
    return [said for said in (re.sub(r"[ \t\r\n]+", " ", each).strip() for each in (*lines, line)) if said]


_WHOLE: Any = {"break_long_words": False, "break_on_hyphens": False}


def _filled(line: str, prefix: str = "") -> str:
    if len(prefix) + len(line) <= WIDTH and "\t" not in line:
        return (prefix + line).rstrip()
    return textwrap.fill(line, WIDTH, initial_indent=prefix, subsequent_indent=prefix, **_WHOLE) or prefix.rstrip()


# HTML ---------------------------------------------------------------------------------------------------------------------


def _written(blocks: list[Element]) -> str:
    """Some elements, one after the other; all at once, because each writing costs as much as a paragraph."""
    holder = Element("div")
    holder.extend(blocks)
    return ElementTree.tostring(holder, "unicode", "html").removeprefix("<div>").removesuffix("</div>")


def _html(block: Element) -> list[Element]:
    """The elements that show a paragraph, each with its style in place."""
    if block.tag == "quote":
        return [_quotation(block)]
    if block.tag == "action":
        return _button(_line(block), block.get("href", ""))
    for element in block.iter():
        if element.tag in STYLES:
            element.set("style", STYLES[element.tag])
    block.tail = None
    return [block]


def _quotation(block: Element) -> Element:
    quotation = Element("blockquote", style=STYLES["blockquote"])
    lines = "".join(block.itertext()).strip().splitlines()
    quotation.text = lines[0] if lines else ""
    for line in lines[1:]:
        SubElement(quotation, "br").tail = line
    return quotation


def _button(label: str, href: str) -> list[Element]:
    """The button, and its address in full for whoever cannot press it."""
    first, second = Element("p", style=STYLES["p"]), Element("p", style=STYLES["address"])
    SubElement(first, "a", href=href, style=STYLES["button"]).text = label
    SubElement(second, "a", href=href, style=STYLES["a"]).text = href
    return [first, second]
