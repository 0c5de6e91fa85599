"""Workflows drawn and told: the picture needs nothing from elsewhere, nothing stands upon anything else, and the words say the same."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from mobee_pyr.workflows import library, picture, roles
from mobee_pyr.workflows.loader import load

SVG = "{http://www.w3.org/2000/svg}"


def drawn(content, **more):
    return ET.fromstring(picture.draw(library.packaged(content), **more))


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_a_picture_shows_every_state_and_transition(content):
    workflow, svg = library.packaged(content), drawn(content)
    texts = [" ".join(span.text for span in text) for text in svg.iter(f"{SVG}text")]
    labels = [state.label for state in workflow.states.values()] + [t.label for t in workflow.transitions.values()]
    assert sorted(texts) == sorted(labels)
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("class") == "wf-head"]) == len(workflow.transitions) + 1


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_it_is_an_image_with_a_title_and_a_description(content):
    svg = drawn(content)
    ids = {element.get("id"): element for element in svg if element.get("id")}
    assert svg.get("role") == "img"
    assert ids[svg.get("aria-labelledby")].tag == f"{SVG}title"
    assert ids[svg.get("aria-labelledby")].text == f"Circuit : {library.packaged(content).title}"
    assert ids[svg.get("aria-describedby")].text == " ".join(picture.sentences(library.packaged(content)))


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_a_strict_content_security_policy_lets_it_pass(content):
    text = picture.draw(library.packaged(content))
    assert not re.search(r"<style|\sstyle=|<script|\son\w+=|href=|url\(|<image|<foreignObject", text)


@pytest.mark.parametrize("content", library.WITH_WORKFLOW)
def test_nothing_stands_upon_anything_else(content):
    workflow = library.packaged(content)
    plan = picture._Picture(workflow, "fr", dict.fromkeys(workflow.states, 12345), picture.in_french).plan
    for (one, a), (other, b) in combinations(plan.boxes.items(), 2):
        apart_across = abs(a.x - b.x) >= (a.width + b.width) / 2
        apart_down = a.y + a.height <= b.y or b.y + b.height <= a.y
        assert apart_across or apart_down, f"{one} stands upon {other}"


def test_lines_run_only_through_places_of_their_own():
    """A line passes a layer in a passage; elsewhere it stays between layers."""
    plan = picture._Picture(library.packaged("mission"), "fr", {}, picture.in_french).plan
    assert all(plan.boxes[link.lower].layer - plan.boxes[link.upper].layer == 1 for link in plan.links)


def test_the_number_of_items_stands_in_each_state():
    svg = drawn("mission", counts={"draft": 3, "published": 12})
    assert [text[0].text for text in svg.iter(f"{SVG}text") if text.get("class").startswith("wf-number ")] == ["3", "12"]


def test_the_same_workflow_gives_the_same_picture():
    assert picture.draw(library.packaged("mission")) == picture.draw(library.packaged("mission"))


TWO_LANGUAGES = """
title = { fr = "Projet", en = "Project" }
content = "programme"
initial = "idea"
[states.idea]
label = { fr = "Idée <b>", en = "Idea" }
view = ["everyone"]
[states.done]
label = "Fait"
final = true
view = ["everyone"]
[transitions.again]
label = "Y repenser"
from = ["idea"]
to = "idea"
by = ["organisation.referent"]
reason = "required"
[transitions.do]
label = { fr = "Faire", en = "Do" }
from = ["idea"]
to = "done"
by = ["organisation.referent", "system"]
guards = ["organisation_active"]
"""


def test_labels_are_chosen_or_translated():
    english = {"Fait": "Done", "Y repenser": "Think again", "Circuit : ${title}": "Workflow: ${title}"}

    def translate(text):
        mapping = getattr(text, "mapping", None) or {}
        found = english.get(str(text), str(text))
        for key, value in mapping.items():
            found = found.replace("${" + key + "}", value)
        return found

    svg = picture.draw(load(TWO_LANGUAGES, "x.toml"), "en", translate=translate)
    for word in ("Workflow: Project", ">Idea<", ">Done<", ">Do<", ">Think again<"):
        assert word in svg
    assert "Fait" not in svg


def test_markup_in_a_label_stays_a_text():
    svg = picture.draw(load(TWO_LANGUAGES, "x.toml"))
    assert "<b>" not in svg
    assert "Idée &lt;b&gt;" in svg


def test_the_words_say_what_the_picture_shows_and_who_may():
    idea, done = picture.describe(load(TWO_LANGUAGES, "x.toml"))
    assert (idea.label, idea.initial, idea.final, idea.viewers) == ("Idée <b>", True, False, ("tout le monde",))
    assert (done.label, done.initial, done.final, done.ways) == ("Fait", False, True, ())
    assert [way.name for way in idea.ways] == ["again", "do"]
    assert idea.ways[0].reason == "en donnant une raison"
    assert idea.ways[1] == picture.Way(
        name="do",
        label="Faire",
        target="Fait",
        who=("le référent de l’organisation", "mobee, automatiquement"),
        reason="",
        unless=("L’organisation doit d’abord être acceptée dans le réseau.",),
    )
    assert picture.sentences(load(TWO_LANGUAGES, "x.toml")) == [
        "Tout commence par « Idée <b> ».",
        "De « Idée <b> », « Y repenser » mène à « Idée <b> » : le référent de l’organisation.",
        "De « Idée <b> », « Faire » mène à « Fait » : le référent de l’organisation, mobee, automatiquement.",
        "« Fait » est un état final.",
    ]


def test_every_role_has_words():

    named = {role for content in library.WITH_WORKFLOW for role in roles.ROLES[content]} | {"system"}
    assert named == set(roles.WORDS)
