"""The command line, as whoever runs a site uses it (A: the command ``mobee``)."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from mobee_pyr.commands import COMMANDS
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.person import by_mail
from mobee_pyr.database import with_site
from mobee_pyr.passwords import Passwords
from mobee_pyr.search import Index
from tests.functional.shell import a_demonstration, files, in_a_process, mobee, opened, refused, told


@pytest.fixture
def data(tmp_path):
    return a_demonstration(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    assert "--help" in told(name, "--help")


def test_the_list_of_commands_imports_none_of_them():
    code = "import sys; from mobee_pyr.commands import cli; cli(['--help'], standalone_mode=False); print('ZODB' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "workflow" in said and said.endswith("False\n")


def test_without_a_site_one_is_told_how_to_make_one(tmp_path):
    assert "mobee init --data" in refused("check", data=tmp_path / "nothing")


def test_the_folder_is_also_taken_from_the_environment(data):
    assert "everything is consistent" in told("check", MOBEE_DATA=str(data))


# init ---------------------------------------------------------------------------------------------------------------------


def test_init_makes_a_site_with_an_administrator_whose_password_is_told_once(tmp_path):
    data = tmp_path / "site"
    said = told("init", "--admin-mail", "ann@example.org", "--admin-name", "Ann Martin", data=data)
    password = said.partition("one-time password: ")[2].split()[0]
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    with opened(data) as run:
        name, right, admin = run(lambda site: _administrator(site, "ann@example.org", password))
    assert (name, right, admin) == ("Ann Martin", True, True)
    assert "everything is consistent" in told("check", data=data)


def _administrator(site, mail, password):
    person = by_mail(site, mail)
    roles = [grant.role for grant in site.membership.grants(person.id) if grant.oid == site.oid]
    return person.title, Passwords().check(person.password, password), roles == [Role.ADMIN]


def test_init_takes_the_password_from_the_environment(tmp_path):
    said = told("init", "--admin-mail", "ann@example.org", data=tmp_path / "site", MOBEE_PASSWORD="trois petits pois")
    assert "one-time password" not in said
    with opened(tmp_path / "site") as run:
        assert run(lambda site: _administrator(site, "ann@example.org", "trois petits pois"))[1]


def test_a_site_can_be_moved_to_another_folder(data, tmp_path):
    data.rename(tmp_path / "elsewhere")
    assert "everything is consistent" in told("check", data=tmp_path / "elsewhere")


def test_a_production_site_keeps_no_secret_and_says_so(tmp_path):
    said = told("init", "--production", "--url", "https://mobee.example.org", "--admin-mail", "ann@example.org", data=tmp_path / "site")
    assert "MOBEE_SECRET" in said
    assert not (tmp_path / "site" / "secret").exists()
    assert "mobee.url = https://mobee.example.org\n" in (tmp_path / "site" / "mobee.ini").read_text()
    code, said = in_a_process("serve", data=tmp_path / "site", MOBEE_SECRET="too short")
    assert code == 1 and "MOBEE_SECRET must be set in the environment" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--demo", "--production"], 2, "cannot be a production site"),
        (["--production", "--admin-mail", "a@example.org"], 2, "--production needs --url"),
        (["--production", "--url", "mobee", "--admin-mail", "a@example.org"], 2, "must be like https://"),
        (["--admin-mail", "ann"], 2, "no mail address"),
        ([], 2, "--admin-mail is missing"),
        (["--port", "0", "--demo"], 2, "--port"),
    ],
)
def test_a_refused_init_leaves_nothing(tmp_path, words, code, said):
    assert said in refused("init", *words, data=tmp_path / "site", code=code)
    assert not (tmp_path / "site").exists()


def test_a_failed_init_leaves_the_folder_empty(tmp_path):
    data = tmp_path / "site"
    data.mkdir()
    assert "password will not do" in refused("init", "--admin-mail", "ann@example.org", data=data, MOBEE_PASSWORD="short")
    assert not list(data.iterdir())


def test_init_touches_no_folder_in_which_something_is(tmp_path):
    (tmp_path / "notes").write_text("mine")
    assert "is not empty" in refused("init", "--demo", data=tmp_path)
    assert files(tmp_path) == {"notes": b"mine"}


def test_what_the_system_refuses_is_told_in_words(tmp_path):
    (tmp_path / "file").touch()
    assert "Not a directory" in refused("init", "--demo", data=tmp_path / "file" / "site")


# networks and people ------------------------------------------------------------------------------------------------------


def test_a_network_is_added_with_its_manager(data):
    said = told("network", "add", "alpes", "--title", "Alpes", "--dedicated", "--manager", "lea@example.org", data=data)
    assert "The dedicated network “Alpes” is at /alpes." in said
    told("network", "add", "tutorat", "--title", "Tutorat", "--blueprint", "school-tutoring", data=data)
    told("network", "add", "ecoles", "--title", "Écoles", "--blueprint", "school-tutoring", "--accent", "rose", data=data)
    with opened(data) as run:
        assert run(lambda site: [site[name].accent for name in ("alpes", "tutorat", "ecoles")]) == ["honey", "leaf", "rose"]
        assert run(lambda site: site["tutorat"].summary).startswith("Des adultes qui savent, des élèves qui apprennent")
    with opened(data) as run:
        assert run(lambda site: (site["alpes"].dedicated, site["alpes"].state, site["alpes"].blueprint.title))[:2] == (True, "open")
    assert "may view /alpes" in told("why", "lea@example.org", "view", "/alpes", data=data)
    assert "may NOT view /alpes" in refused("why", "visitor", "view", "/alpes", data=data)
    assert "everything is consistent" in told("check", data=data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["culture", "--title", "Culture"], "is taken"),
        (["search", "--title", "Recherche"], "is the name of a page"),
        (["Deux Alpes", "--title", "Alpes"], "lower-case letters"),
        (
            ["alpes", "--title", "Alpes", "--blueprint", "nope"],
            "there is no blueprint 'nope'; there are: company-extranet, ",
        ),
        (["alpes", "--title", "Alpes", "--manager", "nobody@example.org"], "nobody has the address nobody@example.org"),
    ],
)
def test_a_refused_network_leaves_the_tree_unchanged(data, words, said):
    before = (data / "tree.fs").stat().st_size
    assert said in refused("network", "add", *words, data=data)
    assert (data / "tree.fs").stat().st_size == before


def test_somebody_is_added_and_given_a_role_for_a_time(data):
    assert "One-time password: " in told("user", "add", "rania@example.org", "--name", "Rania Sy", data=data)
    place = "/culture/pierres-vivantes"
    said = told("user", "grant", "referent", place, "rania@example.org", "--until", "2020-12-31", data=data)
    assert "Rania Sy <rania@example.org> is referent on /culture/pierres-vivantes until 2020-12-31" in said
    refused("why", "rania@example.org", "edit", place, data=data)
    told("user", "grant", "referent", place, "rania@example.org", data=data)
    assert "referent of /culture/pierres-vivantes" in told("why", "rania@example.org", "edit", place, data=data)
    assert "has an account already" in refused("user", "add", "RANIA@example.org", "--name", "Rania", data=data)


def test_a_new_password_signs_out_everywhere(data):
    with opened(data) as run:
        before = run(lambda site: by_mail(site, "lea@example.org").epoch)
    told("user", "password", "lea@example.org", data=data, MOBEE_PASSWORD="quatre grands pots")
    with opened(data) as run:
        lea = run(lambda site: (by_mail(site, "lea@example.org").epoch, by_mail(site, "lea@example.org").password))
    assert lea[0] > before and Passwords().check(lea[1], "quatre grands pots")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["admin", "/culture", "lea@example.org"], 1, "admin is a role on a site; /culture is a network"),
        (["manager", "/nowhere/at/all", "lea@example.org"], 1, "/ holds no 'nowhere'"),
        (["manager", "/culture", "nobody@example.org"], 1, "nobody has the address"),
        (["king", "/culture", "lea@example.org"], 2, "is not one of"),
        (["manager", "/culture", "lea@example.org", "--since", "2026-02-01", "--until", "2026-01-01"], 2, "--until is before --since"),
        (["manager", "/culture", "lea@example.org", "--since", "soon"], 2, "does not match the format"),
    ],
)
def test_a_refused_grant_says_why(data, words, code, said):
    assert said in refused("user", "grant", *words, data=data, code=code)


def test_a_role_is_taken_away_at_once(data):
    """M12: the way back from a grant; the history keeps both."""
    place = "/culture/pierres-vivantes"
    told("user", "grant", "referent", place, "lea@example.org", data=data)
    assert " may edit /culture/pierres-vivantes" in told("why", "lea@example.org", "edit", place, data=data)
    said = told("user", "revoke", "referent", place, "lea@example.org", "--reason", "Essai.", data=data)
    assert "<lea@example.org> is no longer referent on /culture/pierres-vivantes." in said
    refused("why", "lea@example.org", "edit", place, data=data)
    with opened(data) as run:
        deed = run(lambda site: next(tree.find(site, place).deeds()))
    assert (deed.what, deed.why, deed.details["role"]) == ("revoked", "Essai.", "referent")
    assert "everything is consistent" in told("check", data=data)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["referent", "/culture/pierres-vivantes", "lea@example.org"], 1, "is not referent on /culture/pierres-vivantes: "),
        (["referent", "/culture/pierres-vivantes", "rose@example.org"], 1, "nobody else is referent on /culture/pierres-vivantes"),
        (["admin", "/", "ada@example.org"], 1, "nobody else is admin on /: give the role to somebody first"),
        (["manager", "/nowhere/at/all", "lea@example.org"], 1, "/ holds no 'nowhere'"),
        (["manager", "/culture", "nobody@example.org"], 1, "nobody has the address"),
        (["king", "/culture", "lea@example.org"], 2, "is not one of"),
    ],
)
def test_a_refused_revocation_says_why(data, words, code, said):
    before = (data / "tree.fs").stat().st_size
    assert said in refused("user", "revoke", *words, data=data, code=code)
    assert (data / "tree.fs").stat().st_size == before


# reading ------------------------------------------------------------------------------------------------------------------


def test_search_finds_what_its_reader_may_open(data):
    found = json.loads(told("search", "architecte", "--json", data=data))
    assert found["total"] == len(found["results"]) >= 1
    assert {"title", "type", "organisation", "state", "path"} <= set(found["results"][0])
    assert told("search", "architecte", data=data).startswith(f"{found['total']} found")


def test_search_shows_a_dedicated_network_to_its_people_only(data):
    """M06: a dedicated network does not exist for others, at a shell either."""
    with opened(data) as run:
        title = run(lambda site: next(m.title for o in site["horizon"].inside("organisation") for m in o.inside("mission")))
    member = json.loads(told("search", title, "--as", "paul@example.org", "--network", "horizon", "--all", "--json", data=data))
    assert title in [result["title"] for result in member["results"]]
    visitor = json.loads(told("search", title, "--json", data=data))
    assert not [result for result in visitor["results"] if result["path"].startswith("/horizon")]
    hidden = refused("search", title, "--network", "horizon", data=data)
    assert hidden.replace("horizon", "nowhere") == refused("search", title, "--network", "nowhere", data=data)


def test_acl_lists_gates_and_roles(data):
    said = told("acl", "/horizon", data=data)
    assert said.startswith("Deny") and "manager of /horizon" in said


def test_why_exits_1_when_the_answer_is_no(data):
    said = refused("why", "lea@example.org", "view", "/horizon", data=data)
    assert "Gate /horizon: closed to them." in said


def test_index_is_rebuilt_and_followed(data):
    count = told("index", "rebuild", data=data)
    assert count.endswith("documents are indexed.\n")
    status = told("index", "status", data=data)
    assert f"documents: {count.split()[0]}\n" in status and "behind: 0" in status


def test_check_lists_what_is_wrong_and_exits_1(data):
    with opened(data) as run:
        run(lambda site: setattr(site["culture"]["pierres-vivantes"], "__name__", "autre"))
    said = refused("check", data=data)
    assert "its name is 'autre', but it stands under 'pierres-vivantes'" in said and "faults in" in said


def test_an_index_that_lags_is_no_fault_but_is_told(data):
    """After a crash the next server lets it catch up."""
    with DataFolder(data).database() as db:
        with_site(db, lambda site: setattr(tree.find(site, "/culture"), "summary", "Autre chose."))
    for words in (["check"], ["search", "nef"]):
        result = mobee(*words, data=data)
        assert result.exit_code == 0 and "1 transactions behind" in result.stderr and "`mobee serve` catches up" in result.stderr
    assert "behind: 1 " in refused("index", "status", data=data)
    told("index", "rebuild", data=data)
    assert mobee("check", data=data).stderr.strip() == "Checking"


def test_check_compares_the_index_with_the_tree(data):
    with DataFolder(data).database() as db:
        index = Index(DataFolder(data).index)
        writer = index.writer()
        writer.remove("oid", str(with_site(db, lambda site: tree.find(site, "/culture/pierres-vivantes").oid)))
        writer.commit(db.storage.lastTransaction())
        writer.close()
    assert "index: /culture/pierres-vivantes: missing" in refused("check", data=data)
    shutil.rmtree(data / "index")
    assert "there is no search index" in refused("check", data=data)
    assert "`mobee index rebuild` makes it" in refused("search", "nef", data=data)
    assert "documents are indexed" in told("index", "rebuild", data=data)
    assert "everything is consistent" in told("check", data=data)


# workflows ----------------------------------------------------------------------------------------------------------------


def test_workflows_of_program_and_site_are_sound(data):
    assert "workflows are sound" in told("workflow", "check", data=data)


def test_a_faulty_workflow_file_is_told_line_by_line(tmp_path):
    file = tmp_path / "mission.toml"
    file.write_text('title = "M"\ncontent = "mission"\ninitial = "drat"\n[states.draft]\nlabel = "D"\nview = ["everyone"]\nfinal = true\n')
    said = refused("workflow", "check", file, data=tmp_path / "nothing")
    assert "did you mean 'draft'" in said and said.startswith(str(file))


def test_a_faulty_stored_workflow_is_told_with_its_network(data):
    with opened(data) as run:
        run(lambda site: site["culture"].overrides.update({"workflow.mission": "title ="}))
    assert "/culture: mission.toml (stored)" in refused("workflow", "check", data=data)
    assert "its own workflow of mission is frozen" in refused("check", data=data)


def test_workflows_are_drawn(tmp_path):
    assert told("workflow", "draw", "mission").startswith("<svg")
    told("workflow", "draw", "--output", tmp_path / "all")
    assert "mission.svg" in os.listdir(tmp_path / "all")
    (tmp_path / "file").touch()
    assert "is a file" in refused("workflow", "draw", "--output", tmp_path / "file")
    refused("workflow", "draw", "misson", code=2)


# demonstration, evolution, jobs -------------------------------------------------------------------------------------------


def test_demo_adds_missions_and_makes_the_site_if_there_is_none(tmp_path):
    assert "with 40 more missions" in told("demo", "--missions", "40", data=tmp_path / "site")
    assert "everything is consistent" in told("check", data=tmp_path / "site")


def test_nothing_made_up_goes_among_what_is_real(tmp_path):
    told("init", "--admin-mail", "ann@example.org", data=tmp_path / "site")
    assert "is not a demonstration" in refused("demo", "--missions", "5", data=tmp_path / "site")


def test_jobs_run_what_is_due(data):
    assert "sent, " in told("jobs", "run", data=data)
    assert told("jobs", "run", data=data) == "0 reminders sent, 0 letters about what is new.\n"


def test_a_command_that_writes_refuses_beside_another(data):
    with opened(data):
        said = refused("user", "password", "lea@example.org", data=data)
        assert f"is being changed by process {os.getpid()}" in said
        assert "everything is consistent" in told("check", data=data)
