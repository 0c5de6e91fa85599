"""Compiled templates are kept beside the tree."""

import os

import pytest
from chameleon import PageTemplateFile, config
from chameleon.template import BaseTemplate

from mobee_pyr import compiled


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    monkeypatch.setattr(config, "CACHE_DIRECTORY", None)
    before = BaseTemplate.loader
    yield
    BaseTemplate.loader = before


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path):
    template = tmp_path / "hello.pt"
    compiled.keep(tmp_path)
    folder = tmp_path / compiled.FOLDER
    for text, made in (("<p>Bonjour</p>", 1), ("<p>Bonjour</p>", 1), ("<p>Bonsoir</p>", 2)):
        template.write_text(text)
        assert PageTemplateFile(str(template)).render() == text
        assert len(list(folder.glob("*.py"))) == made
    assert folder.stat().st_mode & 0o077 == 0, "it holds what the server will run"


def test_what_is_old_goes(tmp_path):
    compiled.keep(tmp_path)
    old, young = (tmp_path / compiled.FOLDER / name for name in ("old.py", "young.py"))
    for file in (old, young):
        file.write_text("")
    os.utime(old, (0, 0))
    compiled.keep(tmp_path)
    assert (old.exists(), young.exists()) == (False, True)


def test_whoever_says_where_is_listened_to(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "CACHE_DIRECTORY", "/somewhere")
    compiled.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []
