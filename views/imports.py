"""What comes from elsewhere: a file is looked at before anything changes, then entered; a feed is followed by itself (L15, L19)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import SUBJECTS, fields
from mobee_pyr.content.followed import LONGEST, Followed
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.extra import told
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows.wording import Wording

SHOWN = 200
"""Lines of one report."""

KINDS = {"created": "good", "updated": "open", "unchanged": "draft", "refused": "bad", "closed": "done"}
ICONS = {"good": "check-circle-fill", "open": "broadcast", "draft": "pencil-fill", "bad": "x-circle-fill", "done": "flag-fill"}

COUNTED = {
    "created": (_("${count} créée"), _("${count} créées")),
    "updated": (_("${count} mise à jour"), _("${count} mises à jour")),
    "unchanged": (_("${count} inchangée"), _("${count} inchangées")),
    "refused": (_("${count} refusée"), _("${count} refusées")),
    "closed": (_("${count} annulée, qui n’y est plus"), _("${count} annulées, qui n’y sont plus")),
}
"""Lines, announcements or organisations."""


class Shown(NamedTuple):
    """One line of a report."""

    place: int
    title: str
    kind: str
    icon: str
    what: str
    why: str


@view_defaults(context=Network, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/imports.pt")
class ImportsPage:
    """Choose, look, enter; beside it the feed."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.imports, self.words = request.imports, Wording(request.language, request.translate)

    @view_config(name="imports", request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The forms of files, and the feed that is followed."""
        return self._page()

    @view_config(name="imports", request_method="POST", request_param="look")
    def look(self) -> dict[str, Any]:
        """What would become of a file. Nothing is changed yet."""
        kind, given = self.request.POST.get("kind", ""), self.request.POST.get("file")
        faults = [] if kind in self.imports.kinds else [("kind", _("Dites ce que contient le fichier."))]
        if not hasattr(given, "file"):
            faults.append(("file", _("Choisissez un fichier.")))
        if faults:
            return self._page(faults=faults, kind=kind)
        with given.file as file:
            tried = self.imports.try_out(self.network, kind, given.filename, file)
        if tried.fault is not None:
            return self._page(faults=[("file", tried.fault)], kind=kind)
        return self._report(tried, kind, _("Avant d’importer"))

    @view_config(name="imports", request_method="POST", request_param="enter")
    def enter(self) -> dict[str, Any]:
        """Enter it, and tell what became of each line."""
        kind = self.request.POST.get("kind", "")
        tried = self.imports.enter(self.network, kind, self.request.POST.get("key", ""))
        if tried.fault is not None:
            return self._page(faults=[("file", tried.fault)], kind=kind)
        return self._report(tried, kind, _("C’est importé"))

    @view_config(name="imports-feed", request_method="POST")
    def follow(self) -> dict[str, Any] | Response:
        """Follow a feed, or follow it no more."""
        if "leave" in self.request.POST:
            self.imports.follow(self.network, None)
            return self._back(_("Le réseau ne suit plus de flux. Les missions déjà reprises restent."))
        url, kind = self.request.POST.get("url", "").strip()[: LONGEST + 1], self.request.POST.get("feed", "")
        fault = self.imports.fault_of(url)
        faults = [("url", fault)] if fault else []
        if kind not in self.imports.feeds:
            faults.append(("feed", _("Dites de quel format est le flux.")))
        if faults:
            return self._page(faults=faults, url=url, feed=kind)
        self.imports.follow(self.network, Followed(kind, url, self.request.person.id))
        return self._back(_("Le flux est suivi : il sera lu dans l’heure, puis toutes les six heures."))

    def _back(self, said: str) -> Response:
        self.request.session.flash(("success", self.request.translate(said)))
        return HTTPSeeOther(self.request.node_url(self.network, "imports"))

    def _page(self, faults: Sequence[tuple[str, Any]] = (), kind: str = "", url: str = "", feed: str = "") -> dict[str, Any]:
        if faults:
            self.request.response.status_int = 422
        followed = self.network.followed
        return {
            **self._frame(_("Importer")),
            "faults": [(name, self.request.translate(text)) for name, text in faults],
            "wrong": {name for name, _text in faults},
            "kinds": [(name, label, hint, name == kind) for name, (label, hint) in self.imports.kinds.items()],
            "columns": list(self._columns()),
            "feeds": [(name, label, name == feed) for name, label in self.imports.feeds.items()],
            "url": url,
            "followed": followed,
            "feed_label": "" if followed is None else self.imports.feeds.get(followed.kind, ""),
            "looked": None if followed is None or followed.looked is None else self.request.words.date(followed.looked),
            "feed_counts": [] if followed is None else self._counted(dict(followed.counts)),
            "feed_fault": "" if followed is None or not followed.fault else self.request.translate(followed.fault, **dict(followed.about)),
            "lines": None,
        }

    def _columns(self) -> Iterator[tuple[str, str]]:
        """What this network asks besides, by the form that a list stands for."""
        for subject in ("organisation", "request"):
            asked = self.words.quoted(told(self.request, each.label) for each in fields(self.network, subject))
            if asked:
                yield self.request.translate(SUBJECTS[subject]), asked

    def _report(self, tried: Any, kind: str, title: str) -> dict[str, Any]:
        counts = {what: sum(line.what == what for line in tried.lines) for what in self.imports.told}
        return {
            **self._frame(title),
            "lines": [self._shown(line) for line in tried.lines[:SHOWN]],
            "more": max(0, len(tried.lines) - SHOWN),
            "counts": self._counted(counts),
            "changes": counts["created"] + counts["updated"],
            "key": tried.key,
            "kind": kind,
            "name": tried.name,
            "unread": self.words.quoted(tried.unread),
            "fields": self.request.node_url(self.network, "fields"),
        }

    def _counted(self, counts: dict[str, int]) -> list[tuple[str, str, str]]:
        """(kind, icon, « 3 créées »), without what nothing happened to."""
        some = ((what, count) for what, count in counts.items() if count)
        return [(KINDS[what], ICONS[KINDS[what]], self.request.words.plural(*COUNTED[what], count)) for what, count in some]

    def _shown(self, line: Any) -> Shown:
        kind = KINDS[line.what]
        translate = self.request.translate
        return Shown(
            line.place, line.title, kind, ICONS[kind], translate(self.imports.told[line.what]), translate(line.why) if line.why else ""
        )

    def _frame(self, title: str) -> dict[str, Any]:
        address = self.request.node_url
        return {
            "page": Page(self.request, title),
            "managing": managing(self.request, self.network),
            "here": address(self.network, "imports"),
            "feed_here": address(self.network, "imports-feed"),
            "back": address(self.network),
        }
