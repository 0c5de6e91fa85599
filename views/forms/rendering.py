"""Forms as pages show them: deform's widgets in mobee's own templates, under a strict Content-Security-Policy.

``make_form(schema, request, …)`` gives a form; ``form.validate(request.POST.items())`` its answers, or raises
``deform.ValidationFailure`` whose ``render()`` is the same part of page with the errors; ``rendered_form(…)`` the part at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import colander
import deform
import peppercorn
from chameleon import PageTemplateLoader
from chameleon.utils import Markup
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPBadRequest
from pyramid_chameleon.interfaces import IChameleonTranslate
from translationstring import ChameleonTranslate, TranslationString, TranslationStringFactory

from mobee_pyr.views.forms.messages import plain

_ = TranslationStringFactory("mobee")

Buttons = Sequence[tuple[str, str] | tuple[str, str, str] | deform.Button]
SAVE: Buttons = (("save", _("Enregistrer")),)
BOOLEAN_ATTRIBUTES = frozenset(
    {"autofocus", "checked", "disabled", "formnovalidate", "multiple", "novalidate", "open", "readonly", "required", "selected"}
)
MALFORMED = _("La demande reçue est incomplète. Revenez à la page précédente et recommencez.")
GROUPS = frozenset({"radio_choice", "checkbox_choice", "swatches", "half_days"})

templates = PageTemplateLoader(str(Path(__file__).parent / "widgets"), default_extension=".pt", boolean_attributes=BOOLEAN_ATTRIBUTES)


class Form(deform.Form):
    """A form whose fields have readable ids, and which refuses a request that no browser would make."""

    def validate(self, controls: Iterable[tuple[str, Any]], subcontrol: str | None = None) -> dict[str, Any]:
        """The answers; raises ``deform.ValidationFailure`` for the person's mistakes, 400 for a malformed request."""
        try:
            answers = peppercorn.parse(list(controls))
        except (ValueError, AttributeError) as malformed:
            raise HTTPBadRequest(MALFORMED) from malformed
        try:
            return self.validate_pstruct(answers.get(subcontrol, answers) if subcontrol else answers)
        except colander.Invalid as misshapen:
            raise HTTPBadRequest(MALFORMED) from misshapen


def make_form(
    schema: colander.SchemaNode,
    request: Any,
    buttons: Buttons = SAVE,
    appstruct: dict[str, Any] | None = None,
    action: str | None = None,
    formid: str = "form",
) -> Form:
    """A form for a schema, bound to the request if it is not bound yet.

    A button is ``(name, title)`` or ``(name, title, css class)``; a link, ``deform.Button(name, title, type="link", value=url)``;
    the first is the page's one action. ``appstruct``: the answers shown at first. ``formid``: give another to a second form of the page.
    """
    if schema.bindings is None:
        schema = schema.bind(request=request)
    form = Form(
        schema,
        action=action or "",
        buttons=[as_button(each) for each in buttons],
        formid=formid,
        renderer=form_renderer(request),
        appstruct=appstruct or {},
    )
    name_fields(form, formid)
    return form


def rendered_form(
    schema: colander.SchemaNode,
    request: Any,
    buttons: Buttons = SAVE,
    appstruct: dict[str, Any] | None = None,
    action: str | None = None,
    formid: str = "form",
) -> Markup:
    """The part of page of a form nobody has sent yet."""
    return make_form(schema, request, buttons, appstruct, action, formid).render()


def as_button(button: tuple[str, ...] | deform.Button) -> deform.Button:
    """Most buttons are a name and a title."""
    if isinstance(button, deform.Button):
        return button
    name, title, *css_class = button
    return deform.Button(name=name, title=title, css_class=css_class[0] if css_class else None)


def name_fields(field: deform.Field, prefix: str) -> None:
    """Ids made of the fields' names, unique in a page: the error summary and the tests point at them."""
    for child in field.children:
        child.oid = f"{prefix}-{child.name}"
        name_fields(child, child.oid)


def form_renderer(request: Any) -> Callable[..., Markup]:
    """What deform calls to draw a field: our templates, in the reader's language."""
    translate = request.registry.queryUtility(IChameleonTranslate) or ChameleonTranslate(request.localizer.translate)

    def render(name: str, **values: Any) -> Markup:
        values.update(translate=translate, described_by=described_by, messages=messages, problems=problems, uploads=uploads)
        values.update(groups=GROUPS, sections=sections)
        return Markup(templates[name](csrf_token=lambda: get_csrf_token(request), **values))

    return render


def messages(field: deform.Field) -> list[TranslationString]:
    """What is wrong with one field, in plain words."""
    return [plain(message, field.widget.template) for message in field.error.messages()] if field.error else []


def described_by(field: deform.Field) -> str | None:
    """The ids of a field's hint, remarks and error, for ``aria-describedby``."""
    ids = [f"{field.oid}-hint"] if field.description else []
    ids += [f"{field.oid}-remark"] if getattr(field.schema, "remarked", ()) else []
    ids += [f"{field.oid}-error"] if messages(field) else []
    return " ".join(ids) or None


def problems(field: deform.Field) -> Iterator[tuple[deform.Field, TranslationString]]:
    """Every mistake of a form, in the order of its fields, for the summary at its top."""
    yield from ((field, message) for message in messages(field))
    for child in field.children:
        yield from problems(child)


def sections(field: deform.Field) -> list[tuple[TranslationString | None, list[deform.Field]]]:
    """The questions of a form, in a row; those that stand in a ``section`` of their own are folded up together."""
    grouped = groupby(field.children, lambda child: getattr(child.schema, "section", None))
    return [(section, list(children)) for section, children in grouped]


def uploads(field: deform.Field) -> bool:
    """Whether a form carries a file, and so must be sent in parts."""
    return field.widget.template == "file_upload" or any(uploads(child) for child in field.children)
