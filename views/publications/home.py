"""Composing the home page of a network: blocks one after the other, changed as a draft, seen before everybody reads them (M57)."""

import secrets
from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import home, mentions
from mobee_pyr.content.access import Permission
from mobee_pyr.content.home import KINDS, MOST_BLOCKS, Block
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import home as form_of
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.publications.tabs import tabs
from mobee_pyr.views.writing.texts import shown

Blocks = tuple[Block, ...]


class _Composing:
    """Deeds change a draft of the blocks; publishing puts it in place of what everybody reads."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @property
    def blocks(self) -> Blocks:
        return self.network.blocks if self.network.blocks_draft is None else self.network.blocks_draft

    def _keep(self, draft: Blocks | None, blocks: Blocks | None = None) -> None:
        before = self.network.mentions
        self.network.blocks_draft = draft if draft != self.network.blocks else None
        if blocks is not None:
            self.network.blocks = blocks
        mentions.note(self.request.site, self.network, before)

    def _home(self, told: str = "") -> Response:
        if told:
            self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.request.node_url(self.network, "home-page"))

    def _page(self, title: str) -> dict[str, Any]:
        return {
            "page": Page(self.request, title),
            "managing": managing(self.request, self.network, "publications"),
            "tabs": tabs(self.request, self.network, "home-page"),
        }


@view_defaults(context=Network, name="home-page", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/home_page.pt")
class HomePage(_Composing):
    """The blocks in a row, each with its buttons."""

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What stands there, and what may be added."""
        translate, address = self.request.translate, self.request.node_url
        rows = [
            (
                block.id,
                translate(KINDS[block.kind]),
                block.title,
                address(self.network, "home-block", block=block.id) if block.kind not in form_of.WITHOUT_QUESTIONS else None,
            )
            for block in self.blocks
        ]
        once = {block.kind for block in self.blocks if block.kind in form_of.WITHOUT_QUESTIONS}
        return self._page(_("Page d’accueil du réseau")) | {
            "action": address(self.network, "home-page"),
            "rows": rows,
            "kinds": [(kind, translate(words)) for kind, words in KINDS.items() if kind not in once],
            "full": len(rows) >= MOST_BLOCKS,
            "add": address(self.network, "home-block"),
            "changed": self.network.blocks_draft is not None,
            "preview": address(self.network, "home-preview"),
        }

    @view_config(request_method="POST")
    def change(self) -> Response:
        """``up``, ``down`` or ``remove``: a block. What is not there any more changes nothing."""
        said = self.request.POST
        try:
            if said.get("up"):
                self._keep(home.moved(self.blocks, said["up"], -1))
            elif said.get("down"):
                self._keep(home.moved(self.blocks, said["down"], 1))
            elif said.get("remove"):
                self._keep(home.without(self.blocks, said["remove"]))
        except KeyError:
            pass
        return self._home()

    @view_config(request_method="POST", request_param="publish")
    def publish(self) -> Response:
        """Everybody reads it from now on."""
        if self.network.blocks_draft is not None:
            self._keep(None, self.network.blocks_draft)
            self.network.record(self.request.act.who, "home page changed", when=self.request.act.now)
        return self._home(_("La page d’accueil est publiée."))

    @view_config(request_method="POST", request_param="drop")
    def drop(self) -> Response:
        """Back to what everybody reads."""
        self._keep(None)
        return self._home(_("Les changements sont abandonnés."))


@view_defaults(context=Network, name="home-block", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/home_block.pt")
class HomeBlock(_Composing):
    """One block: a new one of ``?kind=``, or ``?block=``."""

    def __init__(self, network: Network, request: Request) -> None:
        super().__init__(network, request)
        asked, kind = request.GET.get("block"), request.GET.get("kind", "")
        found = next((block for block in self.blocks if block.id == asked), None)
        if (asked is None and kind not in KINDS) or (asked is not None and found is None):
            raise HTTPNotFound
        self.block = found or Block("", kind, most=3 if kind == "news" else 6)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Its questions."""
        if self.block.kind in form_of.WITHOUT_QUESTIONS:
            raise HTTPNotFound
        return self._asked(self._form().render())

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Into the draft."""
        said: dict[str, Any] = {}
        if self.block.kind not in form_of.WITHOUT_QUESTIONS:
            try:
                said = self._form().validate(self.request.POST.items())
            except deform.ValidationFailure as failure:
                self.request.response.status_int = 422
                return self._asked(failure.render())
        made = form_of.write(self.block if self.block.id else self.block._replace(id=secrets.token_hex(4)), said)
        if self.block.id or len(self.blocks) < MOST_BLOCKS:
            self._keep(home.with_block(self.blocks, made))
        return self._home(_("Le bloc est dans la page en préparation. Publiez-la quand elle est prête."))

    def _form(self) -> Any:
        schema = form_of.questions(self.request, self.network, self.block.kind)
        known = {child.name for child in schema.children}
        values = {name: value for name, value in shown(form_of.read(self.block)).items() if name in known and value != ""}
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.network, "home-page"))
        asked = {"block": self.block.id} if self.block.id else {"kind": self.block.kind}
        here = self.request.node_url(self.network, "home-block", **asked)
        return make_form(schema, self.request, [("save", _("Garder ce bloc")), leave], values, here)

    def _asked(self, form: Any) -> dict[str, Any]:
        return self._page(KINDS[self.block.kind]) | {"form": form}
