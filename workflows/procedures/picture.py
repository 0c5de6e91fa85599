"""A procedure, or the track of something in course, drawn from top to bottom; those who are asked together stand side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from mobee_pyr.workflows.drawing import COLOURS, FONT, LABEL_SIZE, LINE_HEIGHT, rectangle, width_of, written

LONGEST, WIDEST = 20, 40
"""Characters of a line in a box, and of a line between two rows."""
GAP, LEG, PADDING, MARGIN = 16.0, 22.0, 11.0, 10.0


@dataclass(frozen=True)
class Box:
    """One who is asked; ``kind`` is a key of `COLOURS`, ``mark`` a sign that says the same without colour."""

    text: str
    kind: str = "draft"
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """Those who are asked together. ``captions`` stand above them (when), ``notes`` beneath (until when)."""

    boxes: tuple[Box, ...]
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    word: str = ""
    """Between two boxes: « et », « ou »."""


def draw(rows: Sequence[Row], title: str, told: str, name: str, language: str = "fr") -> str:
    """The picture, an SVG element; ``told`` says the same to whoever does not see it, ``name`` is unique in its page."""
    placed = [_Placed(row) for row in rows]
    width = max([row.width for row in placed], default=0.0) + 2 * MARGIN
    parts: list[str] = []
    y = MARGIN + 8
    for number, row in enumerate(placed):
        parts += row.drawn(width / 2, y, first=number == 0, last=number == len(placed) - 1)
        y += row.height
    height = y + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="wf-picture" role="img" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}" aria-labelledby="{escape(name)}-title" aria-describedby="{escape(name)}-desc"'
        f' lang="{escape(language)}" font-family="{escape(FONT)}" text-anchor="middle" color="#12302f">'
    )
    texts = f'<title id="{escape(name)}-title">{escape(title)}</title><desc id="{escape(name)}-desc">{escape(told)}</desc>'
    return "\n".join([head, texts, *parts, "</svg>"])


class _Placed:
    """One row with its measures."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.texts = [wrap(f"{box.mark} {box.text}".strip(), LONGEST, break_long_words=False) or [""] for box in row.boxes]
        self.above = [line for caption in row.captions for line in wrap(caption, WIDEST, break_long_words=False)]
        self.below = [line for note in row.notes for line in wrap(note, WIDEST, break_long_words=False)]
        self.widths = [max(width_of(line, LABEL_SIZE) for line in lines) + 2 * PADDING for lines in self.texts]
        self.tall = max(len(lines) for lines in self.texts) * LINE_HEIGHT + 2 * PADDING
        gaps = (len(self.widths) - 1) * self.gap
        said = max((width_of(line, LABEL_SIZE) for line in (*self.above, *self.below)), default=0.0)
        self.width = max(sum(self.widths) + gaps, said)
        fork = LEG if len(self.widths) > 1 else 0.0
        self.top = LEG + (len(self.above) * LINE_HEIGHT + 16 if self.above else 0.0) + fork
        self.bottom = fork + (len(self.below) * LINE_HEIGHT + 8 if self.below else 0.0)
        self.height = self.top + self.tall + self.bottom

    @property
    def gap(self) -> float:
        return GAP + (width_of(self.row.word, LABEL_SIZE) + 6 if self.row.word else 0.0)

    def drawn(self, middle: float, y: float, first: bool, last: bool) -> Iterator[str]:
        """Lines first, then captions over them, then boxes."""
        top, centres = y + self.top, list(self._centres(middle))
        fork = LEG if len(centres) > 1 else 0.0
        above = len(self.above) * LINE_HEIGHT
        if not first:
            yield _line(f"M{middle:.1f} {y:.1f}v{LEG:.1f}" if above else f"M{middle:.1f} {y:.1f}V{top - fork:.1f}")
        if above:
            yield written(self.above, middle, y + LEG + above / 2, LABEL_SIZE, 'class="wf-label" fill="currentColor" font-style="italic"')
            yield _line(f"M{middle:.1f} {y + LEG + above + 3:.1f}V{top - fork:.1f}")
        if fork:
            yield _line("".join(f"M{middle:.1f} {top - fork:.1f}H{x:.1f}V{top:.1f}" for x in centres))
            if not last:
                down = top + self.tall
                yield _line("".join(f"M{x:.1f} {down:.1f}v{fork:.1f}H{middle:.1f}" for x in centres))
        if not first or fork:
            for x in centres:
                yield f'<path class="wf-head" d="M{x:.1f} {top:.1f}l-5 -8h10z" fill="currentColor"/>'
        yield from (self._box(number, x, top) for number, x in enumerate(centres))
        if self.row.word:
            for left, right in zip(range(len(centres) - 1), range(1, len(centres)), strict=True):
                x = (centres[left] + self.widths[left] / 2 + centres[right] - self.widths[right] / 2) / 2
                yield written([self.row.word], x, top + self.tall / 2, LABEL_SIZE, 'class="wf-label" fill="currentColor"')
        if self.below:
            down = top + self.tall + fork + 4
            yield written(self.below, middle, down + len(self.below) * LINE_HEIGHT / 2, LABEL_SIZE, 'class="wf-label" fill="currentColor"')

    def _centres(self, middle: float) -> Iterator[float]:
        x = middle - (sum(self.widths) + (len(self.widths) - 1) * self.gap) / 2
        for width in self.widths:
            yield x + width / 2
            x += width + self.gap

    def _box(self, number: int, x: float, top: float) -> str:
        box, width = self.row.boxes[number], self.widths[number]
        surface, ink = COLOURS[box.kind]
        frame = f'class="wf-box wf-{box.kind}" fill="{surface}" stroke="{ink}" stroke-width="1.75"'
        name = f'class="wf-name wf-{box.kind}" font-weight="650" fill="{ink}"'
        words = written(self.texts[number], x, top + self.tall / 2, LABEL_SIZE, name)
        return f"<g>{rectangle(x - width / 2, top, width, self.tall, 10, frame)}{words}</g>"


def _line(way: str) -> str:
    return f'<path class="wf-arrow" d="{way}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
