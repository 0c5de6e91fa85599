"""Many people from a file: give it, say what its columns are, read what would happen, then let it happen (M41, M46, M47)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.table import Table, TableRefused, read
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.vocabulary import ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.roster import giving_list, matching
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.listed import Listed
from mobee_pyr.views.people.ways import TEAM, team_url
from mobee_pyr.workflows.appointments import GIVEN_ON
from mobee_pyr.workflows.roster import columns
from mobee_pyr.workflows.roster.bringing import BROUGHT, Bringing
from mobee_pyr.workflows.roster.judging import OUTCOMES
from mobee_pyr.workflows.roster.leaving import depart

TITLE = _("Importer des personnes")
LOST = _("Ce fichier n’est plus là : il est gardé une heure. Choisissez-le de nouveau.")
OTHERWISE = _("Entre-temps, quelque chose a changé ici : relisez ce que le fichier ferait maintenant, puis confirmez.")
GONE = _("N’est plus dans la liste de l’organisation.")

PAGE = "mobee_pyr.views:templates/people_import.pt"


@view_defaults(name="people-import", permission=Permission.PEOPLE, renderer=PAGE)
class Importing:
    """``?file=`` is the key of a file that waits, known to whoever gave it alone; ``&step=check`` shows what it would do."""

    def __init__(self, node: Owner, request: Request) -> None:
        self.node, self.request = node, request
        self.key, self.leave = request.GET.get("file", ""), request.GET.get("leave") == "1"
        self.here = request.node_url(node, "people-import")

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The step that the address asks for; the first for a file that is no longer there."""
        step = self.request.GET.get("step", "")
        if step == "done":
            return self._report()
        if not self.key:
            return self._ask(self._giving().render())
        table = self._table()
        if table is None:
            return self._lost()
        if step == "check" and self._columns(table).keys() >= {"mail"}:
            return self._check(table)
        return self._match(self._matching(table, columns.guessed(self.node, table.heads, self.node.people_columns)).render())

    @view_config(context=Network, request_method="POST", request_param="give")
    @view_config(context=Organisation, request_method="POST", request_param="give")
    def give(self) -> dict[str, Any] | Response:
        """Read the file and keep it until it is confirmed."""
        try:
            given = self._giving().validate(self.request.POST.items())["list"]
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._ask(failure.render())
        self.request.throttle("upload", self.request.person.id)
        key = self.request.keep_upload(given.name, given.data)
        return HTTPSeeOther(self.request.node_url(self.node, "people-import", file=key))

    @view_config(context=Network, request_method="POST", request_param="match")
    @view_config(context=Organisation, request_method="POST", request_param="match")
    def match(self) -> dict[str, Any] | Response:
        """Remember what the columns are."""
        table = self._table()
        if table is None:
            return self._lost()
        try:
            said = self._matching(table).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._match(failure.render())
        self.node.people_columns = {name: head for name, head in said.items() if head}
        return HTTPSeeOther(self.request.node_url(self.node, "people-import", file=self.key, step="check"))

    @view_config(context=Network, request_method="POST", request_param="bring")
    @view_config(context=Organisation, request_method="POST", request_param="bring")
    def bring(self) -> dict[str, Any] | Response:
        """Do all that was shown, in one transaction; anything else is shown first."""
        table = self._table()
        if table is None:
            return self._lost()
        listed = self._listed(table)
        if self.request.POST.get("seen") != listed.seen:
            self.request.response.status_int = 409
            return self._check(table, listed, self.request.translate(OTHERWISE))
        write = bool(self.request.POST.get("write"))
        Bringing(self.request.act, self.node, write).bring(listed.judged)
        gone = [one for one in listed.going if depart(self.request.act, self.node, one, self.request.translate(GONE))]
        for one in gone if write else ():
            awaited.greet(self.request.site, self.node, one.mail)
        self.node.record(self.request.act.who, BROUGHT, when=self.request.now, **self._told(listed, len(gone)))
        self.request.greet()
        return HTTPSeeOther(self.request.node_url(self.node, "people-import", file=self.key, step="done"))

    def _told(self, listed: Listed, gone: int) -> dict[str, int]:
        return {**{outcome: listed.counts[outcome] for outcome in OUTCOMES}, "left": gone}

    def _table(self) -> Table | None:
        kept = self.request.kept_upload(self.key)
        try:
            return None if kept is None else read(kept[1])
        except TableRefused:
            return None

    def _lost(self) -> Response:
        self.request.session.flash(("warning", self.request.translate(LOST)))
        return HTTPSeeOther(self.here)

    def _columns(self, table: Table) -> dict[str, str]:
        return {name: head for name, head in self.node.people_columns.items() if head in table.heads}

    def _listed(self, table: Table) -> Listed:
        return Listed(self.request, self.node, table, self._columns(table), self.leave)

    def _giving(self) -> Any:
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=team_url(self.request, self.node))
        return make_form(giving_list(self.request), self.request, [("give", _("Continuer")), cancel], action=self.here)

    def _matching(self, table: Table, said: dict[str, str] | None = None) -> Any:
        cancel = deform.Button("cancel", _("Choisir un autre fichier"), type="link", value=self.here)
        action = self.request.node_url(self.node, "people-import", file=self.key)
        return make_form(matching(self.request, self.node, table), self.request, [("match", _("Continuer")), cancel], said, action=action)

    def _page(self, step: str, title: str, **more: Any) -> dict[str, Any]:
        back = team_url(self.request, self.node)
        frame = {"page": Page(self.request, title), "about": self.request.translate(TEAM), "back": back, "step": step, "form": ""}
        return {**frame, "again": self.here, **more}

    def _ask(self, form: Any) -> dict[str, Any]:
        translate = self.request.translate
        roles = [phrases.sentence(translate(ROLES[str(role)])) for role in GIVEN_ON[self.node.type_name]]
        of_organisation = isinstance(self.node, Organisation)
        statuses = [translate(label) for label in STATUSES.values()] if of_organisation else []
        return self._page(
            "give", TITLE, form=form, fields=[translate(t) for t in columns.of(self.node).values()], roles=roles, statuses=statuses
        )

    def _match(self, form: Any) -> dict[str, Any]:
        return self._page("match", _("Que disent les colonnes ?"), form=form)

    def _check(self, table: Table, listed: Listed | None = None, changed: str = "") -> dict[str, Any]:
        listed = listed or self._listed(table)
        words, going = self.request.words, len(listed.going)
        return self._page(
            "check",
            _("Relire avant d’importer"),
            changed=changed,
            numbers=listed.numbers(),
            filters=listed.filters(),
            listed=listed,
            **listed.page(),
            wrong=words.plural(_("${count} ligne est à corriger"), _("${count} lignes sont à corriger"), listed.counts["refused"]),
            bring=words.plural(_("Importer ${count} personne"), _("Importer ${count} personnes"), listed.brought)
            if listed.brought
            else self.request.translate(_("Confirmer")),
            going=words.plural(_("${count} personne s’en va"), _("${count} personnes s’en vont"), going) if going else "",
            with_leaving=self.request.same_page(leave=None if self.leave else "1", page=None, show=None),
            action=self.request.same_page(show=None, page=None),
            match=self.request.node_url(self.node, "people-import", file=self.key),
        )

    def _report(self) -> dict[str, Any] | Response:
        """What the last list did; nothing is said where there was none."""
        deed = next((deed for deed in self.node.deeds() if deed.what == BROUGHT), None)
        if deed is None:
            return HTTPSeeOther(self.here)
        words, left_out = self.request.words, deed.details["refused"]
        told = [(deed.details[name], text) for name, text in DONE.items() if deed.details[name]]
        waiting = sum(oid == self.node.oid for oid, _mail in self.request.site.to_greet or ())
        return self._page(
            "done",
            _("Import terminé"),
            numbers=[(words.number(count), self.request.translate(text)) for count, text in told],
            left_out=words.plural(_("${count} ligne laissée de côté"), _("${count} lignes laissées de côté"), left_out) if left_out else "",
            wrong=self.request.node_url(self.node, "people-import", file=self.key, step="check", show="refused") if self.key else self.here,
            waiting=words.plural(_("${count} lettre attend son tour"), _("${count} lettres attendent leur tour"), waiting)
            if waiting
            else "",
        )


DONE = {
    "new": _("attendues"),
    "attached": _("rattachées"),
    "changed": _("modifiées"),
    "unchanged": _("inchangées"),
    "left": _("parties"),
}
"""What became of the lines, as the report says it."""
