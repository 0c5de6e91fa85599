"""Writing to everybody in a network: said, checked with the number of people whom it reaches, then on its way (M65, M66)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.notice import notice_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import telling_all

GONE = _("C’est parti : ${count} personne le reçoit."), _("C’est parti : ${count} personnes le reçoivent.")


@view_defaults(context=Network, name="notice", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/notice.pt")
class NoticePage:
    """Two screens; nothing goes before the second."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.here = request.node_url(network, "notice")
        self.readers = telling_all.readers(network, request.today, request.act.who)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form, or when one may write again."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Check it, go back to it, or send it."""
        if telling_all.again_at(self.network, self.request.now) is not None:
            self.request.response.status_int = 422
            return self._page(None)
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        if "change" in self.request.POST:
            return self._page(self._form(said).render())
        if "send" not in self.request.POST:
            return self._check(said)
        count = telling_all.write(self.request.act, self.network, said["subject"], said["text"])
        self.request.session.flash(("success", self.request.words.plural(*GONE, count)))
        return HTTPSeeOther(self.request.node_url(self.network))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(notice_schema(), self.request, [("check", _("Continuer"))], said, action=self.here)

    def _count(self) -> str:
        many = len(self.readers.people)
        return str(self.request.words.plural(_("Ce message part à ${count} personne."), _("Ce message part à ${count} personnes."), many))

    def _without(self) -> str:
        return str(
            self.request.words.plural(
                _("${count} personne a choisi de ne pas recevoir ces annonces."),
                _("${count} personnes ont choisi de ne pas recevoir ces annonces."),
                self.readers.without,
            )
        )

    def _page(self, form: Any) -> dict[str, Any]:
        again = telling_all.again_at(self.network, self.request.now)
        return {
            "page": Page(self.request, _("Écrire à tous les membres")),
            "managing": managing(self.request, self.network),
            "count": self._count(),
            "nobody": not self.readers.people,
            "again": None if again is None else self.request.words.date(again),
            "form": form if again is None else None,
            "said": None,
        }

    def _check(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._page(None) | {
            "page": Page(self.request, self._count()),
            "said": said,
            "without": self._without() if self.readers.without else "",
            "here": self.here,
        }
