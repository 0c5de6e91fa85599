"""A workflow drawn for the eye (SVG) and told for the ear: both are derived from it, so that neither can be out of date."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from mobee_pyr.content.access import SYSTEM, Permission
from mobee_pyr.content.words import _
from mobee_pyr.workflows import roles
from mobee_pyr.workflows.drawing import COLOURS, FONT, LABEL_SIZE, LINE_HEIGHT, STATE_SIZE, rectangle, width_of, written
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.layout import Link, Plan
from mobee_pyr.workflows.model import State, Transition, Workflow
from mobee_pyr.workflows.wording import Translate, Wording, in_french

MARGIN, PORT = 14.0, 14.0
REASONS = {"optional": _("en donnant une raison, si l’on veut"), "required": _("en donnant une raison")}


@dataclass(frozen=True)
class Way:
    """One way out of a state, in words; ``unless`` are the refusals that may hold it back."""

    name: str
    label: str
    target: str
    who: tuple[str, ...]
    reason: str
    unless: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One state, in words: who sees it, and the ways that lead out of it."""

    name: str
    label: str
    kind: str
    initial: bool
    final: bool
    viewers: tuple[str, ...]
    ways: tuple[Way, ...]


def describe(workflow: Workflow, language: str = "fr", translate: Translate = in_french) -> list[Told]:
    """The workflow state by state, in the order of its file: what the picture shows, and who may."""
    words = {name: Wording(language, translate).label(state.label) for name, state in workflow.states.items()}

    def way(transition: Transition) -> Way:
        return Way(
            name=transition.name,
            label=Wording(language, translate).label(transition.label),
            target=words[transition.target],
            who=tuple(translate(roles.WORDS[role]) for role in transition.by),
            reason=translate(REASONS[transition.reason]) if transition.reason in REASONS else "",
            unless=tuple(translate(GUARDS[guard].refusal) for guard in transition.guards),
        )

    return [
        Told(
            name=name,
            label=words[name],
            kind=state.kind,
            initial=name == workflow.initial,
            final=state.final,
            viewers=tuple(translate(roles.WORDS[role]) for role in state.holders.get(Permission.VIEW, ())),
            ways=tuple(way(transition) for transition in workflow.leaving(name)),
        )
        for name, state in workflow.states.items()
    ]


def sentences(workflow: Workflow, language: str = "fr", translate: Translate = in_french) -> list[str]:
    """The same as sentences, one a transition: the text of a picture for whoever does not see it."""
    told = describe(workflow, language, translate)
    first = next(state for state in told if state.initial)
    found = [translate(_("Tout commence par « ${state} ».", mapping={"state": first.label}))]
    for state in told:
        if state.final:
            found.append(translate(_("« ${state} » est un état final.", mapping={"state": state.label})))
        for way in state.ways:
            facts = {"state": state.label, "action": way.label, "target": way.target, "who": ", ".join(way.who)}
            found.append(translate(_("De « ${state} », « ${action} » mène à « ${target} » : ${who}.", mapping=facts)))
    return found


def draw(workflow: Workflow, language: str = "fr", counts: Mapping[str, int] | None = None, translate: Translate = in_french) -> str:
    """The picture, as an SVG element to stand in a page or in a file; ``counts`` writes into each state how many are there."""
    return _Picture(workflow, language, counts or {}, translate).svg()


class _Picture:
    """States in boxes, layer by layer from the initial one; each transition is a label that its lines run through."""

    def __init__(self, workflow: Workflow, language: str, counts: Mapping[str, int], translate: Translate) -> None:
        self.workflow, self.counts, self.translate, self.language = workflow, counts, translate, language
        self.plan = Plan()
        self.texts: dict[str, list[str]] = {}
        self.links: dict[str, list[Link]] = {}
        ranks = _ranks(workflow)
        for name, state in workflow.states.items():
            self._stand(f"s:{name}", 2 * ranks[name], Wording(language, translate).label(state.label), STATE_SIZE, 22)
        for name, transition in workflow.transitions.items():
            label = Wording(language, translate).label(transition.label)
            self._stand(f"t:{name}", _layer(transition, ranks), label, LABEL_SIZE, 20)
            lines = self.plan.gather((f"s:{source}" for source in transition.sources), f"t:{name}")
            self.links[name] = lines + self.plan.connect(f"t:{name}", f"s:{transition.target}")
        self.width, self.height = self.plan.arrange()

    def _stand(self, key: str, layer: int, label: str, size: int, longest: int) -> None:
        lines = self.texts[key] = wrap(label, longest, break_long_words=False) or [label]
        width, height = max(width_of(line, size) for line in lines), len(lines) * LINE_HEIGHT
        if key.startswith("s:"):
            count = self.counts.get(key[2:])
            width, height = width + 34 + (0 if count is None else 12 + width_of(str(count), LABEL_SIZE) + 14), height + 20
        self.plan.stand(key, layer, width + 6, height + 4)

    def svg(self) -> str:
        """All of it; identifiers are made from the content type, so that several pictures fit one page."""
        content, title = self.workflow.content, Wording(self.language, self.translate).label(self.workflow.title)
        width, height = self.width + 2 * MARGIN, self.height + 2 * MARGIN + 26
        ports = self._ports()
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="wf-picture" role="img" viewBox="0 0 {width:.0f} {height:.0f}"'
            f' width="{width:.0f}" height="{height:.0f}" aria-labelledby="wf-{content}-title" aria-describedby="wf-{content}-desc"'
            f' lang="{escape(self.language)}" font-family="{escape(FONT)}" text-anchor="middle" color="#12302f">',
            f'<title id="wf-{content}-title">{escape(self.translate(_("Circuit : ${title}", mapping={"title": title})))}</title>',
            f'<desc id="wf-{content}-desc">{escape(" ".join(sentences(self.workflow, self.language, self.translate)))}</desc>',
            f'<g transform="translate({MARGIN:g} {MARGIN + 26:g})">',
            *(self._transition(transition, ports) for transition in self.workflow.transitions.values()),
            self._start(),
            *(self._state(state) for state in self.workflow.states.values()),
            "</g></svg>",
        ]
        return "\n".join(parts)

    def _state(self, state: State) -> str:
        box, (surface, ink) = self.plan.boxes[f"s:{state.name}"], COLOURS[state.kind]
        x, y = box.x - box.width / 2, box.y
        inner = rectangle(x + 4, y + 4, box.width - 8, box.height - 8, 7, f'class="wf-line wf-{state.kind}" fill="none" stroke="{ink}"')
        count, shift = self.counts.get(state.name), 0.0
        badge = ""
        if count is not None:
            wide = width_of(str(count), LABEL_SIZE) + 14
            shift, middle = (wide + 12) / 2, x + box.width - wide / 2 - 11
            badge = rectangle(middle - wide / 2, y + box.height / 2 - 11, wide, 22, 11, f'class="wf-count wf-{state.kind}" fill="{ink}"')
            number = f'class="wf-number wf-{state.kind}" font-weight="700" fill="{surface}"'
            badge += written([str(count)], middle, y + box.height / 2, LABEL_SIZE, number)
        ring = f'class="wf-box wf-{state.kind}" fill="{surface}" stroke="{ink}" stroke-width="1.75"'
        words = f'class="wf-name wf-{state.kind}" font-weight="650" fill="{ink}"'
        name = written(self.texts[f"s:{state.name}"], box.x - shift, y + box.height / 2, STATE_SIZE, words)
        return f"<g>{rectangle(x, y, box.width, box.height, 10, ring)}{inner if state.final else ''}{name}{badge}</g>"

    def _transition(self, transition: Transition, ports: Mapping[tuple[Link, str], float]) -> str:
        label, plan = f"t:{transition.name}", self.plan
        curves = []
        through = set()
        for link in self.links[transition.name]:
            (x1, y1), (x2, y2) = self._end(link, link.upper, ports), self._end(link, link.lower, ports)
            top, bottom = plan.bands[plan.boxes[link.upper].layer][1], plan.bands[plan.boxes[link.lower].layer][0]
            half = (top + bottom) / 2
            curves.append(f"M{x1:.1f} {y1:.1f}V{top:.1f}C{x1:.1f} {half:.1f} {x2:.1f} {half:.1f} {x2:.1f} {bottom:.1f}V{y2:.1f}")
            through |= {name for name in link if plan.boxes[name].passage}
        for name in sorted(through):
            top, bottom = plan.bands[plan.boxes[name].layer]
            curves.append(f"M{plan.boxes[name].x:.1f} {top:.1f}V{bottom:.1f}")
        automatic = transition.by == (SYSTEM,)
        dashes = ' stroke-dasharray="5 4"' if automatic else ""
        line = f'<path class="wf-arrow" d="{"".join(curves)}" fill="none" stroke="currentColor" stroke-width="1.5"{dashes}/>'
        words = f'class="wf-label" fill="currentColor"{" font-style=" + chr(34) + "italic" + chr(34) if automatic else ""}'
        box = plan.boxes[label]
        return f"<g>{line}{self._head(transition, ports)}{written(self.texts[label], box.x, box.y + box.height / 2, LABEL_SIZE, words)}</g>"

    def _end(self, link: Link, name: str, ports: Mapping[tuple[Link, str], float]) -> tuple[float, float]:
        box = self.plan.boxes[name]
        top, bottom = self.plan.bands[box.layer]
        if box.passage:
            return box.x, bottom if name == link.upper else top
        return ports[link, name], box.y + box.height if name == link.upper else box.y

    def _head(self, transition: Transition, ports: Mapping[tuple[Link, str], float]) -> str:
        target = f"s:{transition.target}"
        link = next(link for link in reversed(self.links[transition.name]) if target in link)
        x, y = self._end(link, target, ports)
        back = -9 if link.lower == target else 9
        return f'<path class="wf-head" d="M{x:.1f} {y:.1f}l-5 {back}h10z" fill="currentColor"/>'

    def _ports(self) -> dict[tuple[Link, str], float]:
        """Where on a box each line ends: side by side, in the order in which they come; at a label, all in its middle."""
        found: dict[tuple[Link, str], float] = {}
        for name, box in self.plan.boxes.items():
            for side in (0, 1):
                ends = sorted((link for link in self.plan.links if link[side] == name), key=lambda link: self.plan.boxes[link[1 - side]].x)
                apart = 0.0 if name.startswith("t:") or len(ends) < 2 else min(PORT * 1.6, (box.width - 2 * PORT) / (len(ends) - 1))
                for position, link in enumerate(ends):
                    found[link, name] = box.x + (position - (len(ends) - 1) / 2) * apart
        return found

    def _start(self) -> str:
        box = self.plan.boxes[f"s:{self.workflow.initial}"]
        dot = f'<circle class="wf-start" cx="{box.x:.1f}" cy="{box.y - 30:.1f}" r="6" fill="currentColor"/>'
        way = f"M{box.x:.1f} {box.y - 24:.1f}V{box.y - 8:.1f}"
        line = f'<path class="wf-arrow" d="{way}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        return f'{dot}{line}<path class="wf-head" d="M{box.x:.1f} {box.y:.1f}l-5 -9h10z" fill="currentColor"/>'


def _ranks(workflow: Workflow) -> dict[str, int]:
    """How far down each state stands: one further than the furthest that leads to it, ways back not counted."""
    forward: dict[str, list[str]] = {name: [] for name in workflow.states}
    order: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        for transition in workflow.leaving(name):
            target = transition.target
            if target not in (*path, name) and target not in forward[name]:
                forward[name].append(target)
                if target not in order:
                    visit(target, (*path, name))
        order.append(name)

    for name in (workflow.initial, *workflow.states):
        if name not in order:
            visit(name, ())
    ranks = dict.fromkeys(workflow.states, 0)
    for name in reversed(order):
        for target in forward[name]:
            ranks[target] = max(ranks[target], ranks[name] + 1)
    return ranks


def _layer(transition: Transition, ranks: Mapping[str, int]) -> int:
    """Between the states that a transition connects; beside its target when it leaves several."""
    target, sources = ranks[transition.target], [ranks[source] for source in transition.sources]
    if len(set(sources)) == 1:
        return 2 * sources[0] + (1 if target >= sources[0] else -1)
    return 2 * target + (-1 if min(sources) < target else 1)
