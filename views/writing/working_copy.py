"""The working copy of a page: prepared aside, looked at, put in place or given up (M32)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.past import as_answer, told
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views import answered, cards, drafted, undoing
from mobee_pyr.views.managing import managing
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.views.page import Page
from mobee_pyr.views.remarks import remarks
from mobee_pyr.views.writing import meeting
from mobee_pyr.views.writing.correcting import Correcting, Unsettled
from mobee_pyr.views.writing.texts import checked, correct
from mobee_pyr.workflows import working_copies
from mobee_pyr.workflows.working_copies import CopyRefused

PAGE, FORM = "working-copy", "working-copy-edit"
ASIDE = _("Vous écrivez dans votre copie de travail : la page elle-même ne change pas tant que vous ne la mettez pas en place.")
EDIT = "mobee_pyr.views:templates/edit.pt"


@view_defaults(context=Node, name=PAGE, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/working_copy.pt")
class WorkingCopy(Correcting):
    """What it says, what it would change, and what may be done with it."""

    here = PAGE

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """Before there is one: what it is for."""
        held = self.node.aside
        answers, chosen = self._outcome()
        return {
            "page": Page(self.request, _("Copie de travail de « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node, "edit"),
            "held": held is not None,
            "dropping": held is not None and "drop" in self.request.GET,
            "mine": held is not None and held.who == self.request.person.id,
            "who": "" if held is None else name_of(self.request.site, held.who),
            "since": "" if held is None else self.request.words.ago(held.since),
            "saved": "" if held is None else self.request.words.ago(held.saved),
            "chosen": chosen,
            "lines": answered.lines(self.request, self.node, answers),
            "changes": answered.changes(self.request, self.node, self.now, answers),
            "action": self.request.node_url(self.node, PAGE),
            "drop": self.request.node_url(self.node, PAGE, drop=1),
            "edit": self.request.node_url(self.node, FORM),
            "back": self.request.node_url(self.node),
        }

    def _outcome(self) -> tuple[dict[str, Any], str]:
        """What the page will say, as far as it is known; and the answers that others changed too, which are chosen in the end."""
        if self.node.aside is None:
            return self.now, ""
        said = _answers(self.now, self.node.aside.answers)
        form = self.form(said)
        met = meeting.meet(self.node, form, self.node.aside.began, said, self.now)
        both = {name: clash.merged.text for name, clash in met.both.items() if clash.merged is not None and clash.merged.clean}
        names = ", ".join(self.request.translate(field.title) for field in form.children if field.name in met.both)
        return said | met.theirs | both, names

    @view_config(request_method="POST", request_param="begin")
    def begin(self) -> Response:
        """Take it; one person at a time."""
        try:
            working_copies.begin(self.request.act, self.node, meeting.stood(self.node, self.now), _plain(self.now))
        except CopyRefused as refused:
            return self._refused(refused)
        return HTTPSeeOther(self.request.node_url(self.node, FORM))

    @view_config(request_method="POST", request_param="drop")
    def drop(self) -> Response:
        """Give it up; the page stays as it is."""
        working_copies.drop(self.request.act, self.node)
        drafted.drop(self.request, self.node, FORM)
        text = _("La copie de travail est abandonnée ; la page reste comme elle est.")
        self.request.session.flash(("info", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.node))

    @view_config(request_method="POST")
    def put_in_place(self) -> dict[str, Any] | Response:
        """As any other correction: what somebody else changed meanwhile meets it first."""
        try:
            held = working_copies.of_holder(self.request.act, self.node)
            said = _answers(self.now, held.answers)
            answers, met = self.settled(said, held.began)
            if answers == said:
                answers = checked(self.form(said), {**said, STOOD: held.began})
                answers.pop(STOOD)
        except CopyRefused as refused:
            return self._refused(refused)
        except Unsettled as unsettled:
            return HTTPSeeOther(self.request.node_url(self.node, FORM)) if "back" in self.request.POST else self.choices(unsettled)
        except deform.ValidationFailure:
            text = _("Une réponse ne convient plus : enregistrez la copie de travail encore une fois, le formulaire vous dira laquelle.")
            self.request.session.flash(("warning", self.request.translate(text)))
            return HTTPSeeOther(self.request.node_url(self.node, FORM))
        form = self.form(answers)
        changed = correct(self.request.act, self.node, answers)
        working_copies.put_back(self.request.act, self.node)
        text = _("C’est en place : la page dit maintenant ce que vous avez préparé.") if changed else _("Rien n’a changé.")
        self.request.session.flash(("success", self.request.translate(text), undoing.last(self.request, self.node) if changed else None))
        self.tell_theirs(form, met)
        return HTTPSeeOther(self.request.node_url(self.node))

    def _refused(self, refused: CopyRefused) -> Response:
        self.request.session.flash(("warning", self.request.translate(refused.message)))
        return HTTPSeeOther(self.request.node_url(self.node, PAGE))


@view_defaults(context=Node, name=FORM, permission=Permission.EDIT, renderer=EDIT)
class WorkingCopyForm(Correcting):
    """Writing in it: the same questions as for the page itself."""

    here = FORM
    save_label = _("Enregistrer la copie de travail")

    def left(self) -> tuple[str, ...]:
        """Back to the working copy."""
        return (PAGE,)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The form as the copy has it, or as its draft has it."""
        try:
            held = working_copies.of_holder(self.request.act, self.node)
        except CopyRefused as refused:
            return self._refused(refused)
        form = self.form(_answers(self.now, held.answers), held.began)
        draft = drafted.of(self.request, self.node, FORM)
        return self._page(drafted.filled(form, draft) if draft is not None and draft.taken else form.render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep it aside; nobody else reads it as the page."""
        try:
            held = working_copies.of_holder(self.request.act, self.node)
            said = self.form(self.now).validate(self.request.POST.items())
        except CopyRefused as refused:
            return self._refused(refused)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        said.pop(STOOD)
        working_copies.keep(self.request.act, self.node, _plain({**_answers(self.now, held.answers), **said}))
        drafted.drop(self.request, self.node, FORM)
        self.request.session.flash(("success", self.request.translate(_("La copie de travail est enregistrée. La page n’a pas changé."))))
        return HTTPSeeOther(self.request.node_url(self.node, PAGE))

    def _refused(self, refused: CopyRefused) -> Response:
        self.request.session.flash(("warning", self.request.translate(refused.message)))
        return HTTPSeeOther(self.request.node_url(self.node, PAGE))

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Copie de travail de « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node, "edit"),
            "state": cards.state_of(self.request, self.node),
            "remarks": remarks(self.request, self.node),
            "note": self.request.translate(ASIDE),
            "changed": [],
            "draft": drafted.of(self.request, self.node, FORM),
            "draft_at": self.request.node_url(self.node, "draft"),
            "draft_of": FORM,
            "aside": None,
            "form": form,
        }


def _plain(answers: dict[str, Any]) -> dict[str, Any]:
    """As the journal would keep them."""
    return {name: told(value) for name, value in answers.items()}


def _answers(now: dict[str, Any], kept: Any) -> dict[str, Any]:
    return {name: as_answer(value, kept.get(name, value)) for name, value in now.items()}
