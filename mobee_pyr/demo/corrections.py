"""What was corrected in the demonstration since it was published, and what is prepared aside: a history worth reading."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content.node import Node
from mobee_pyr.content.past import told
from mobee_pyr.content.tree import find
from mobee_pyr.demo.story import Story
from mobee_pyr.views.writing.meeting import stood
from mobee_pyr.views.writing.texts import TEXTS, correct
from mobee_pyr.workflows import working_copies

NAVE = "/culture/pierres-vivantes/dresser-le-plan-d-une-nef-romane"


def tell(story: Story) -> None:
    """Rose says where, Claire corrects a sentence, and Rose prepares what comes next."""
    nave = find(story.site, NAVE)
    assert nave is not None
    _correct(story, "rose", nave, address="Place de l’Église")
    text = TEXTS[nave.type_name].read(nave)["description"]
    _correct(
        story, "claire", nave, description=text.replace("tient l’échelle !", "tient l’échelle. Le relevé au laser de 2019 vous est prêté.")
    )
    now = TEXTS[nave.type_name].read(nave)
    aside = {name: told(answer) for name, answer in (now | {"places": 3, "schedule": "trois demi-journées sur place"}).items()}
    working_copies.begin(story.act("rose"), nave, stood(nave, now), aside)


def _correct(story: Story, who: str, node: Node, **answers: Any) -> None:
    said: Mapping[str, Any] = TEXTS[node.type_name].read(node) | answers
    correct(story.act(who), node, dict(said))
