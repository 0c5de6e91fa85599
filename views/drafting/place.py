"""Which workflow of a network a page is about, and the ways between the pages that change it."""

from typing import Any

from pyramid.request import Request

from mobee_pyr.content.network import Network
from mobee_pyr.views.addressed import named
from mobee_pyr.views.managing import Tab, managing
from mobee_pyr.workflows.editing import EDITABLE
from mobee_pyr.workflows.model import Label, Workflow
from mobee_pyr.workflows.wording import Wording

DRAFT, STATE, TRANSITION, SWITCH = "workflow-draft", "workflow-state", "workflow-transition", "workflow-switch"


class Place:
    """``type`` in the address says which workflow; an unknown one is no page. Raises `HTTPNotFound`."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.content = named(request, "type", EDITABLE, EDITABLE[0])
        self.words = Wording(request.language, request.translate)

    def url(self, view: str, **query: Any) -> str:
        """Another page about the same workflow."""
        return str(self.request.node_url(self.network, view, type=self.content, **query))

    def label(self, label: Label) -> str:
        """A label of the workflow, for this reader."""
        return self.words.label(label)

    def labels(self, workflow: Workflow) -> dict[str, str]:
        """The states, by name."""
        return {name: self.label(state.label) for name, state in workflow.states.items()}

    def tabs(self) -> list[Tab]:
        """The row of the network's pages."""
        return managing(self.request, self.network, "workflow")

    def relabelled(self, old: Label | None, text: str) -> Label:
        """The label as somebody wrote it in their language; what they left alone stays, in every language."""
        if old is not None and text == self.label(old):
            return old
        language = self.request.language
        if old is None or (isinstance(old, str) and language == "fr"):
            return text
        return {**({"fr": old} if isinstance(old, str) else old), language: text}
