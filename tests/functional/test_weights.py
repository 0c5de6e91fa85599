"""A network's weights: tried on somebody made up, then true, with a version of their own (B01)."""

import pytest

from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.tree import find
from mobee_pyr.workflows import matching
from tests.builders import TODAY, a_mission


def weights(site, place="/culture"):
    with site() as tree:
        version, found = matching.weights_of(find(tree, place))
        return version, dict(found)


def test_weights_are_tried_before_they_are_true(app, site, sign_in, searchable):
    """Trying changes nothing; saving raises the version, is journalled, and counts in this network alone."""
    with site() as tree:
        a_mission(find(tree, "/culture/pierres-vivantes"), "comptes", skills=("comptabilité",), mode="online")
    searchable()
    page = sign_in(app, "maud").get("/culture").click("Ce qui compte")
    form = page.forms["form"]
    form["cause"], form["known"] = "9,5", "comptabilité"
    tried = form.submit("try")
    tried.mustcontain("Ce qui serait proposé", "Comptes", "Compétences : comptabilité", 'value="9,5"')
    assert weights(site) == (1, dict(matching.WEIGHTS))
    tried.forms["form"].submit("save", status=303).follow().mustcontain("Version 2")
    assert weights(site) == (2, {**matching.WEIGHTS, "cause": 9.5}) and weights(site, "/sports") == (1, dict(matching.WEIGHTS))
    with site() as tree:
        deed = next(tree["culture"].deeds())
        assert (deed.what, deed.details) == ("matching", {"version": 2})
        who = matching.Volunteer(Profile(skills=(Held("accounting", 4),)))
        assert matching.match(who, find(tree, "/culture/pierres-vivantes/comptes"), TODAY).version == 2


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"skills": "-1"}, "Le plus petit nombre possible est 0"),
        ({"skills": "11"}, "Le plus grand nombre possible est 10"),
        ({"skills": "beaucoup"}, "nombre"),
        (dict.fromkeys(matching.WEIGHTS, "0"), "Tout à zéro"),
        ({"place": "Zzyzx"}, "Nous ne trouvons pas cette commune"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(app, site, sign_in, answers, message):
    form = sign_in(app, "maud").get("/culture/matching").forms["form"]
    for name, value in answers.items():
        form[name] = value
    form.submit("save", status=422).mustcontain(message)
    assert weights(site) == (1, dict(matching.WEIGHTS))


@pytest.mark.parametrize("who", ["quentin", "noe", "rose", "iris"])
def test_only_those_who_run_the_network_weigh(app, sign_in, who):
    sign_in(app, who)
    app.get("/culture/matching", status=403)
    app.post("/culture/matching", {"csrf_token": app.csrf}, status=403)
    app.get("/horizon/matching", status=404 if who != "quentin" else 403)
