"""A workflow that was read is written so that it is read again alike (M43)."""

from dataclasses import replace

import pytest

from mobee_pyr.workflows import library
from mobee_pyr.workflows.loader import load
from mobee_pyr.workflows.writing import text_of


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_what_is_written_is_read_again_alike(content):
    workflow = library.packaged(content)
    assert load(text_of(workflow), workflow.source) == workflow


def test_labels_in_several_languages_and_self_approval():
    workflow = replace(library.packaged("programme"), title={"fr": "Programme « à part »", "en": "Programme"}, self_approval=True)
    assert load(text_of(workflow), workflow.source) == workflow
