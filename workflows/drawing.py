"""What pictures are made of: colours, boxes, lines of text whose width is guessed, since no typeface is at hand."""

from collections.abc import Iterable
from html import escape

COLOURS = {
    "draft": ("#ebe5d8", "#484640"),
    "waiting": ("#fbe5ab", "#593a00"),
    "attention": ("#fcdcc6", "#7a2b00"),
    "open": ("#c9ebe5", "#054a4c"),
    "good": ("#d2edd2", "#134d28"),
    "done": ("#e1e3f0", "#30365c"),
    "bad": ("#fadbd8", "#7f1717"),
}
"""Surface and ink of each kind of state where no style sheet says otherwise; those of ``static/mobee.css``."""

FONT = "'Atkinson Hyperlegible Next', system-ui, sans-serif"
STATE_SIZE, LABEL_SIZE, LINE_HEIGHT = 16, 14, 18
NARROW, WIDE = frozenset("iljtf.,;:’'!| ()1"), frozenset("mwMW@—…œŒ")


def width_of(text: str, size: int) -> float:
    """About how wide a text is, rather too much than too little: no typeface is at hand here."""
    return sum(0.34 if char in NARROW else 0.95 if char in WIDE else 0.7 if char.isupper() else 0.57 for char in text) * size


def rectangle(x: float, y: float, width: float, height: float, round_: int, more: str) -> str:
    """A box with round corners; ``more`` are its other attributes."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_}" {more}/>'


def written(lines: Iterable[str], x: float, middle: float, size: int, more: str) -> str:
    """Lines of text around a middle; the baseline stands a third of the size below the middle of its line."""
    texts = list(lines)
    first = middle - (len(texts) - 1) * LINE_HEIGHT / 2 + size * 0.35
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{first + number * LINE_HEIGHT:.1f}">{escape(text)}</tspan>' for number, text in enumerate(texts)
    )
    return f'<text font-size="{size}" {more}>{spans}</text>'
