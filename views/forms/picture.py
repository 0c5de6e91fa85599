"""What is asked of a picture: the file, what it shows in words, whom it is owed to."""

from typing import Any

import colander
from deform.widget import CheckboxWidget
from pyramid.request import Request

from mobee_pyr.content import sizes
from mobee_pyr.content.picture import Picture, Size
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import publication
from mobee_pyr.views.forms.files import file
from mobee_pyr.views.forms.questions import fault, line, text
from mobee_pyr.workflows.act import Act

KINDS = _("PNG, JPEG ou WebP ; cinq mégaoctets et 25 millions de points au plus. Le lieu et l’appareil notés dans le fichier sont effacés.")


def questions(request: Request, node: Picture) -> colander.Schema:
    """A new one with its file; or what is said of one, whose file has a page of its own."""
    return colander.Schema(
        publication.called(_("Nom de l’image"), _("Pour la retrouver : il ne paraît pas dans les textes.")),
        *([_file(_("Fichier"))] if node.__parent__ is None else []),
        text(
            "alt",
            _("Ce que l’on y voit"),
            _("Lu à qui ne voit pas l’image. Par exemple : Trois bénévoles posent une charpente."),
            250,
            rows=2,
            expected=True,
        ),
        colander.SchemaNode(
            colander.Boolean(),
            name="decorative",
            title=_("Elle ne fait que décorer : rien à lire à son sujet"),
            missing=False,
            widget=CheckboxWidget(),
        ),
        line("credit", _("Auteur ou légende"), _("Paraît sous l’image.")),
        publication.in_short(),
        *publication.audience(request, node),
        validator=_said_or_decorative,
    )


def read(node: Picture) -> dict[str, Any]:
    """The answers as they stand."""
    return publication.read(node, "alt", "credit") | {"decorative": node.decorative}


def write(act: Act, node: Picture, said: dict[str, Any]) -> None:
    """Keep the answers."""
    publication.write(act, node, said, ("alt", "credit", "decorative"))
    if "file" in said:
        take(act, node, said)


def newer(request: Request) -> colander.Schema:
    """Another picture in place of the present one."""
    return colander.Schema(_file(_("Nouveau fichier")), line("note", _("Ce qui change"), most=200))


def take(act: Act, node: Picture, said: dict[str, Any]) -> None:
    """Keep its sizes as the newest version."""
    node.take(tuple(Size(*drawn) for drawn in said["file"].sizes), act.who, act.now, said.get("note", ""))


def _file(title: str) -> colander.SchemaNode:
    return file("file", title, KINDS, needed=True, reader=sizes.read, accept="image/png,image/jpeg,image/webp")


def _said_or_decorative(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if not said["alt"] and not said["decorative"]:
        raise fault(schema, alt=_("Dites en quelques mots ce que l’on y voit, ou cochez la case : elle ne fait que décorer."))
    if said["alt"] and said["decorative"]:
        raise fault(schema, decorative=_("Décochez cette case, ou effacez la description : l’une exclut l’autre."))
