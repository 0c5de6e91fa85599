"""What nobody could follow in a step, said beside the question that it is about."""

import colander

from mobee_pyr.workflows.procedures.faults import told
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, load
from mobee_pyr.workflows.procedures.model import Procedure, Stage
from mobee_pyr.workflows.procedures.writing import text_of


def prove(form: colander.SchemaNode, stage: Stage, subject: str) -> None:
    """Raises `colander.Invalid` with what the loader refuses."""
    try:
        load(text_of(Procedure(subject, (stage,))), "step")
    except ProcedureRefused as refused:
        fault = colander.Invalid(form)
        for one in map(told, refused.faults):
            _put(form, fault, one.field.split("."), one.sentence)
        raise fault from refused


def _put(form: colander.SchemaNode, fault: colander.Invalid, path: list[str], sentence: str) -> None:
    """Beside the question of that path, as far as it leads."""
    name = {"overdue": "overdue0", "does": "asks", "needs": "asks"}.get(path[0], path[0])
    if name == "when" and len(path) > 1:
        _within(form, fault, "when", path[1], sentence)
    elif name in [child.name for child in form["late"]]:
        _within(form, fault, "late", name, sentence)
    elif name in [child.name for child in form]:
        fault[name] = sentence
    else:
        fault.msg = sentence


def _within(form: colander.SchemaNode, fault: colander.Invalid, group: str, name: str, sentence: str) -> None:
    rows = colander.Invalid(form[group])
    rows[name] = sentence
    fault.add(rows, [child.name for child in form].index(group))
