"""What the loader says about a text that is no workflow: the file, the path, and what may have been meant (DESIGN §4)."""

import time

import pytest

from mobee_pyr.workflows.loader import WorkflowRefused, load
from mobee_pyr.workflows.reading import LARGEST, LONGEST_LINE, MOST, line_of

GOOD = """
title = "Mission"
content = "mission"
initial = "draft"

[states.draft]
label = "Brouillon"
view = ["owner"]

[states.closed]
label = { fr = "Close", en = "Closed" }
final = true
kind = "done"
view = ["everyone"]

[transitions.close]
label = "Clore"
from = ["draft"]
to = "closed"
by = ["owner", "system"]
reason = "required"
guards = ["criteria_ticked"]
"""


def faults(old, new, text=GOOD):
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    with pytest.raises(WorkflowRefused) as refused:
        load(text.replace(old, new), "mission.toml")
    return refused.value.faults


def test_a_sound_text_becomes_a_workflow():
    workflow = load(GOOD, "mission.toml")
    assert (workflow.content, workflow.title, workflow.initial, workflow.source) == ("mission", "Mission", "draft", "mission.toml")
    assert workflow.states["closed"].label == {"fr": "Close", "en": "Closed"}
    assert (workflow.states["closed"].final, workflow.states["closed"].kind, workflow.states["draft"].kind) == (True, "done", "waiting")
    assert workflow.states["draft"].holders == {"view": ("owner",)}
    close = workflow.transitions["close"]
    assert (close.sources, close.target, close.by, close.reason) == (("draft",), "closed", ("owner", "system"), "required")
    assert [t.name for t in workflow.leaving("draft")] == ["close"]
    assert workflow.leaving("closed") == []


CASES = [
    ('title = "Mission"', 'titel = "Mission"', "titel: unknown key (did you mean 'title'?)"),
    ('title = "Mission"\n', "", "title: a text is missing"),
    ('title = "Mission"', 'title = "  "', "title: a text is missing"),
    ('title = "Mission"', 'title = 3', "title: a text is missing"),
    ('content = "mission"', 'content = "misson"', "content: 'misson': no such content type with a workflow (did you mean 'mission'?)"),
    ('content = "mission"', 'content = "person"', "content: 'person': no such content type with a workflow"),
    ('content = "mission"\n', "", "content: a text is missing"),
    ('initial = "draft"', 'initial = "drfat"', "initial: 'drfat': no such state (did you mean 'draft'?)"),
    ('initial = "draft"\n', "", "initial: a text is missing"),
    ('initial = "draft"', 'initial = "draft"\nself_approval = "yes"', "self_approval: must be true or false"),
    ('label = "Brouillon"\n', "", "states.draft.label: a text is missing"),
    ('label = "Brouillon"', 'label = ""', "states.draft.label: a text is missing"),
    ('label = "Brouillon"', 'label = { fr = "" }', "states.draft.label.fr: a text is missing"),
    ('label = "Brouillon"', 'label = { fr = "Brouillon", eng = "Draft" }', "states.draft.label.eng: unknown key (did you mean 'en'?)"),
    ('view = ["owner"]', 'veiw = ["owner"]', "states.draft.veiw: unknown key (did you mean 'view'?)"),
    ('view = ["owner"]', 'view = ["network.manger"]',
     "states.draft.view: 'network.manger': no such role (did you mean 'network.manager'?)"),
    ('view = ["owner"]', 'view = ["applicant"]', "states.draft.view: 'applicant': no such role"),
    ('view = ["owner"]', 'view = ["system"]', "states.draft.view: 'system': no such role"),
    ('view = ["owner"]', 'view = [""]', "states.draft.view: '': no such role"),
    ('view = ["owner"]', 'view = [0]', "states.draft.view: 0: no such role"),
    ('view = ["owner"]', 'view = "owner"', "states.draft.view: must be a list of roles"),
    ("final = true", 'final = "no"', "states.closed.final: must be true or false"),
    ('kind = "done"', 'kind = "don"', "states.closed.kind: 'don': no such kind (did you mean 'done'?)"),
    ('kind = "done"', 'kind = ""', "states.closed.kind: '': no such kind"),
    ('label = "Clore"\n', "", "transitions.close.label: a text is missing"),
    ('from = ["draft"]', "from = []", "transitions.close.from: must name at least one state"),
    ('from = ["draft"]\n', "", "transitions.close.from: must be a list of states"),
    ('from = ["draft"]', 'from = ["draf"]', "transitions.close.from: 'draf': no such state (did you mean 'draft'?)"),
    ('to = "closed"', 'to = "close"', "transitions.close.to: 'close': no such state (did you mean 'closed'?)"),
    ('to = "closed"\n', "", "transitions.close.to: a text is missing"),
    ('to = "closed"', 'to = ["closed"]', "transitions.close.to: ['closed']: no such state"),
    ('by = ["owner", "system"]', "by = []", "transitions.close.by: must name at least one role"),
    ('by = ["owner", "system"]', 'by = ["ower"]', "transitions.close.by: 'ower': no such role (did you mean 'owner'?)"),
    ('reason = "required"', 'reason = "requird"', "transitions.close.reason: 'requird': no such kind of reason (did you mean 'required'?)"),
    ('reason = "required"', 'reason = "required"\ndecides = 1', "transitions.close.decides: must be true or false"),
    ('reason = "required"', 'reason = "required"\nawaits = true', "transitions.close.awaits: unknown key (did you mean 'awaited'?)"),
    ('"criteria_ticked"', '"criteria_tiked"',
     "transitions.close.guards: 'criteria_tiked': no such guard (did you mean 'criteria_ticked'?)"),
    ('"criteria_ticked"', '"places_left"', "transitions.close.guards: 'places_left' says nothing about mission: it is for application"),
    ('reason = "required"', "instead = 3", "transitions.close.instead: must be a table: guard = transition"),
    (
        'reason = "required"',
        'instead = { criteria_ticked = "clos" }',
        "transitions.close.instead.criteria_ticked: 'clos': no such transition (did you mean 'close'?)",
    ),
    (
        'reason = "required"',
        'instead = { hours_recorded = "close" }',
        "transitions.close.instead: 'hours_recorded': no such guard of this transition",
    ),
    ("[states.draft]", '[states."Draft one"]', "states.Draft one: a name is lower-case letters, digits and _"),
    ("[transitions.close]", "[transitions]\nopen = 1\n[transitions.close]", "transitions.open: must be a table"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line"), CASES, ids=[line for _old, _new, line in CASES])
def test_each_fault_is_told_exactly(old, new, line):
    assert f"mission.toml: {line}" in faults(old, new)


def test_every_fault_is_told_at_once():
    text = GOOD.replace('"Brouillon"', '""').replace('by = ["owner", "system"]', "by = []")
    assert faults('to = "closed"', 'to = "lost"', text) == [
        "mission.toml: states.draft.label: a text is missing",
        "mission.toml: transitions.close.to: 'lost': no such state (did you mean 'closed'?)",
        "mission.toml: transitions.close.by: must name at least one role",
    ]


def test_toml_that_cannot_be_read_says_where():
    assert faults('title = "Mission"', 'title = "Mission') == ["mission.toml: Illegal character '\\n' (at line 2, column 17)"]


@pytest.mark.parametrize("part", ["states", "transitions"])
def test_a_workflow_has_states_and_transitions(part):
    with pytest.raises(WorkflowRefused) as refused:
        load('title = "x"\ncontent = "mission"\ninitial = "draft"\n', "mission.toml")
    assert f"mission.toml: {part}: none is given" in refused.value.faults


MEGABYTE = "x" * 1_000_000
HOSTILE = {
    "a megabyte": (MEGABYTE, f"1000000 characters, more than {LARGEST}"),
    "a long line": ("a." * 5_000, f"line 1: 10000 characters, more than {LONGEST_LINE}"),
    "deep nesting": ("a = " + "[\n" * 40_000, "nested too deeply"),
    "too many states": (GOOD + "".join(f"[states.s{n}]\n" for n in range(MOST)), f"states: {MOST + 2}, more than {MOST}"),
    "an endless name": (GOOD.replace('"draft"\n', f'"{"d" * 900}"\n', 1), f"initial: '{'d' * 59}…: no such state"),
}


@pytest.mark.parametrize(("text", "line"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_text_is_refused_at_once_and_in_few_words(text, line):
    begun = time.perf_counter()
    with pytest.raises(WorkflowRefused) as refused:
        load(text, "mission.toml")
    assert time.perf_counter() - begun < 2
    assert f"mission.toml: {line}" in refused.value.faults
    assert all(len(fault) < 300 for fault in refused.value.faults)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("x.toml: transitions.close.gards: unknown key", "gards = 1"),
        ("x.toml: transitions.close: nobody can fire it", "[transitions.close]"),
        ("x.toml: states.open.label.fr: a text is missing", 'label = "Ouvert"'),
        ("x.toml: initial: 'opn': no such state", 'initial = "opn"'),
        ("x.toml: Expected '=' (at line 4, column 2)", "[states.open]"),
        ("x.toml: states.nowhere: cannot be reached", None),
    ],
)
def test_a_fault_is_found_in_its_text(fault, line):
    lines = ['initial = "opn"', "label = 3", "", "[states.open]", 'label = "Ouvert"', "[states.closed]", "[transitions.close]", "gards = 1"]
    assert line_of("\n".join(lines), fault) == (0 if line is None else lines.index(line) + 1)
