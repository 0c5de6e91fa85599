"""The files of documents and pictures: what readers download or see, and a newer one in place of the present one (B11)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.document import Document
from mobee_pyr.content.picture import Picture, Size
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import document, picture
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers.served import served
from mobee_pyr.workflows import access

A_YEAR = 365 * 24 * 3600


@view_config(context=Document, name="file", permission=Permission.VIEW, request_method="GET")
def download(node: Document, request: Request) -> Response:
    """The present file; with ``?version=`` an older one, for those who may change the document. Raises `HTTPNotFound`."""
    asked = request.GET.get("version")
    version = node.current if asked is None else node.version(int(asked)) if asked.isascii() and asked.isdigit() else None
    if version is None or (version is not node.current and not access.permits(request.reader, Permission.EDIT, node)):
        raise HTTPNotFound
    answer = served(version.file)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.etag, answer.conditional_response = version.file.digest[:32], True
    return answer


@view_config(context=Picture, name="image", permission=Permission.VIEW, request_method="GET")
def show(node: Picture, request: Request) -> Response:
    """One size, named by its fingerprint: of the present picture, or of an older one for those who may change it. Raises `HTTPNotFound`."""
    size = _size(node, request.GET.get("v", ""), access.permits(request.reader, Permission.EDIT, node))
    if size is None:
        raise HTTPNotFound
    answer = Response(size.read(), content_type="image/webp", charset=None)
    answer.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _size(node: Picture, digest: str, every: bool) -> Size | None:
    shots = node.versions if every else node.versions[-1:]
    return next((size for shot in shots for size in shot.sizes if size.digest == digest), None)


@view_defaults(name="file-new", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/publication_form.pt")
class NewFile:
    """What was there before stays, for those who may change it."""

    def __init__(self, node: Document | Picture, request: Request) -> None:
        self.node, self.request = node, request
        self.form = picture if isinstance(node, Picture) else document

    @view_config(context=Document, request_method="GET")
    @view_config(context=Picture, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form."""
        return self._page(self._asked().render())

    @view_config(context=Document, request_method="POST")
    @view_config(context=Picture, request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Take the file as the newest version."""
        try:
            said = self._asked().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        self.request.throttle("upload", self.request.person.id)
        act = self.request.act
        self.form.take(act, self.node, said)  # type: ignore[arg-type]
        self.node.record(act.who, "new version", said["note"], act.now, version=len(self.node.versions))
        self.request.session.flash(("success", self.request.translate(_("La nouvelle version est en place."))))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _asked(self) -> Any:
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node))
        here = self.request.node_url(self.node, "file-new")
        return make_form(self.form.newer(self.request), self.request, [("save", _("Mettre cette version")), leave], action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Nouvelle version de « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node),
            "intro": self.request.translate(
                _("Elle remplace la version actuelle pour tout le monde. L’équipe garde les versions d’avant.")
            ),
            "form": form,
        }
