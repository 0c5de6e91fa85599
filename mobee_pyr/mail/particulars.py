"""What a letter says of the event itself: who did it, why, what was found, where its file is."""

from typing import Any

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.field import fields_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.track import Tracked
from mobee_pyr.mail.announcement import request_cancelled
from mobee_pyr.mail.post import Post
from mobee_pyr.views.journal.fields import NAMES
from mobee_pyr.workflows import access, discretion, library
from mobee_pyr.workflows.act import Event, Lapsing, Moved, StepDecided, Written
from mobee_pyr.workflows.reviewing import rounds


def particulars(event: Event) -> dict[str, Any]:
    """What the letter says of the event itself."""
    said: dict[str, Any] = {
        "reason": event.reason if isinstance(event, Moved | StepDecided) else event.text if isinstance(event, Written) else "",
        "by": name_of(event.act.site, event.act.who),
        "instead_of": name_of(event.act.site, _instead_of(event)),
    }
    node = event.node
    said |= _findings(event)
    if isinstance(event, Lapsing):
        said |= {"criteria": [criterion.text for criterion in event.criteria], "day": event.day}
    if isinstance(event, Moved):
        state = library.state_of(node)
        said["state"] = node.state if state is None else state.label
        said["again"] = event.transition.name in ("complete", "renew")
        said["freed"] = event.source == "accepted"
        if event.transition.name == "disapprove" and isinstance(node, Tracked):
            said["by"] = next((name_of(event.act.site, step.who) for step in node.track if step.outcome == "refused"), "")
        if isinstance(node, Answer) and request_cancelled(event) and node.__parent__ is not None:
            said["reason"] = said["reason"] or _why_cancelled(node.__parent__)
    return said


def attachment(post: Post, event: Event, person: Person) -> str:
    """Where the file is that was given with the deed, for somebody who may open it: it is never sent by mail."""
    if not isinstance(event, Moved) or not event.attachment:
        return ""
    deed = next(deed for deed in event.node.deeds() if deed.details.get("attachment") == event.attachment)
    who = access.reader(event.act.site, person, event.act.today)
    may = discretion.may_open_attachment(who, event.node, deed)
    return f"{post.url_of(event.node)}/attachment?deed={event.attachment}" if may else ""


def _instead_of(event: Event) -> str | None:
    """The absent person for whom a deputy did it."""
    if event.act.person is None or not isinstance(event, Moved | StepDecided | Written):
        return None
    return next((deed.details.get("instead_of") for deed in event.node.deeds() if deed.who == event.act.who), None)


def _findings(event: Event) -> dict[str, Any]:
    """What goes with an answer of a network's team: its remarks (name of the field, text), and the criteria as it found them."""
    node = event.node
    deed = rounds.decided(node) if isinstance(node, Qualified) and isinstance(event, Moved) else None
    if deed is None or not isinstance(node, Qualified) or not isinstance(event, Moved) or deed.what != event.transition.name:
        return {}
    remarks = rounds.remarks_with(node, deed)
    own = {field.name: field.label for field in fields_of(node) if field.fills == "author"}
    told = [(NAMES.get(each.field) or own.get(each.field, ""), each.text) for each in remarks if each.field or each.text != event.reason]
    reason = "" if event.reason == "\n".join(text for _field, text in told) else event.reason
    return {"remarks": told, "reason": reason, "met": list(deed.details.get("met", ())), "unmet": list(deed.details.get("unmet", ()))}


def _why_cancelled(request: Node) -> str:
    return next((deed.why for deed in request.deeds() if deed.what == "cancel"), "")
