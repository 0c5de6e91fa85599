"""Who agrees before a member's application leaves: the organisation chooses among the procedures that are ready (M43, M50)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile
from mobee_pyr.views.answers.tracks import Step
from mobee_pyr.views.links import exists
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, vacancies
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.model import Procedure, Stage

ASKED = {
    "employer.manager": _("Accord du ou de la responsable"),
    "employer.referent": _("Accord du référent ou de la référente"),
    "employer.hr": _("Accord des ressources humaines"),
}
"""A step, as its organisation reads it."""

WARNINGS = {
    ("employer.manager", vacancies.NOBODY): _(
        "Personne n’est responsable d’équipe, et aucun membre n’a nommé son responsable direct : cette étape est sautée."
    ),
    ("employer.referent", vacancies.NOBODY): _("Personne n’est référent : l’équipe du réseau répond à sa place."),
    ("employer.referent", vacancies.ONE): _(
        "Une seule personne est référente. Personne ne valide sa propre candidature : pour les siennes, l’équipe du réseau répond."
    ),
    ("employer.hr", vacancies.NOBODY): _("Personne ne s’occupe des ressources humaines : le référent répond à sa place."),
}
NAMED = 3
SUBJECT = "application"
OWN = "own"
"""Stands for a procedure that is none of those that are ready: it was written, or comes from the network."""


class Choice(NamedTuple):
    """One procedure, with its steps as ``parts/track.pt`` draws them."""

    name: str
    label: str
    help: str
    steps: list[Step]
    warnings: list[str]


@view_defaults(context=Organisation, name="procedure", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure.pt")
class ChoosingProcedure:
    """What is chosen counts for the applications to come: those under way keep the track that was laid for them."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        self.organisation, self.request = organisation, request
        self.ready, self.held = choice.ready(SUBJECT), choice.own(organisation, SUBJECT)
        self.current = next((name for name, made in self.ready.items() if made.procedure.stages == self.held.stages), OWN)
        self.now = {"procedure": self.current}

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Each procedure, step by step; the one that counts is ticked."""
        return self._page(self.current)

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the choice, unless somebody else has made another one meanwhile."""
        said = {"procedure": self.request.POST.get("procedure", "")}
        if said["procedure"] not in (*self.ready, self.current):
            self.request.response.status_int = 422
            return self._page(self.current, fault=self.request.translate(_("Choisissez une procédure de la liste.")))
        found = meanwhile.overtaken(self.request.POST.get(meanwhile.STOOD, ""), said, self.now)
        if found:
            self.request.response.status_int = 409
            return self._page(said["procedure"] if found["procedure"] else self.current, changed=self._changed(found))
        if said != self.now:
            choice.choose(self.organisation, said["procedure"], SUBJECT)
            changes = {"procedure": [self.current, said["procedure"]]}
            self.organisation.record(self.request.act.who, "edited", when=self.request.now, **changes)
            self.request.session.flash(
                ("success", self.request.translate(_("La procédure est enregistrée pour les prochaines candidatures.")))
            )
        return HTTPSeeOther(self.request.node_url(self.organisation, "procedure"))

    def _changed(self, found: dict[str, bool]) -> list[meanwhile.Change]:
        label = self._labels(self.current)[0]
        return [
            meanwhile.Change(
                "procedure-0",
                self.request.translate(_("Procédure de validation")),
                label,
                False,
                meanwhile.by(self.request, self.organisation, "procedure"),
                found["procedure"],
            )
        ]

    def _page(self, current: str, changed: list[meanwhile.Change] | None = None, fault: str | None = None) -> dict[str, Any]:
        people = access.permits(self.request.reader, Permission.PEOPLE, self.organisation) and exists(
            self.request, self.organisation, "people"
        )
        return {
            "page": Page(self.request, _("Validation des candidatures")),
            "about": (self.request.node_url(self.organisation), self.organisation.title),
            "managing": managing(self.request, self.organisation),
            "action": self.request.node_url(self.organisation, "procedure"),
            "stood": meanwhile.marks(self.now),
            "current": current,
            "choices": [self._choice(name, self._of(name)) for name in dict.fromkeys((self.current, *self.ready))],
            "idle": "brings" not in self.organisation.capacities,
            "people": self.request.node_url(self.organisation, "people") if people else None,
            "changed": changed or [],
            "fault": fault,
        }

    def _of(self, name: str) -> Procedure:
        return self.held if name == OWN else self.ready[name].procedure

    def _labels(self, name: str) -> tuple[str, str]:
        if name == OWN:
            translate = self.request.translate
            return translate(_("Une autre procédure")), translate(_("Celle qui vaut aujourd’hui, étape par étape."))
        return self.request.words.label(self.ready[name].label), self.request.words.label(self.ready[name].help)

    def _choice(self, name: str, procedure: Procedure) -> Choice:
        asked = [who for stage in procedure.stages if stage.does == "approve" for who in stage.who]
        missing = vacancies.vacancies(self.organisation, asked, self.request.today)
        warnings = [self.request.translate(WARNINGS[found]) for found in missing.items() if found in WARNINGS]
        return Choice(name, *self._labels(name), list(self._steps(procedure)), warnings)

    def _steps(self, procedure: Procedure) -> Iterator[Step]:
        """From the application to the answer of whoever receives it."""
        yield Step("next", self.request.translate(_("Un membre candidate")))
        yield from (self._step(stage) for stage in procedure.stages)
        yield Step("next", self.request.translate(_("L’organisation qui reçoit répond")))

    def _step(self, stage: Stage) -> Step:
        title = stage.label or ", ".join(self.request.translate(ASKED.get(who, _("Accord de l’équipe du réseau"))) for who in stage.who)
        names = ", ".join(name for who in stage.who if (name := self._who(who)))
        return Step("next", title, names or None, self.request.translate(_("sous conditions")) if stage.when else None)

    def _who(self, role: str) -> str | None:
        """The first few who would be asked."""
        if role == "employer.manager" and vacancies.line_managers(self.organisation, self.request.today):
            return str(self.request.translate(_("la personne que chaque membre a nommée")))
        names = [person.title for person in vacancies.holders(self.organisation, role, self.request.today)]
        return ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "") or None
