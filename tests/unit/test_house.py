"""The house keeps its shape: a rule that nobody checks is a wish."""

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import deform.widget
import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("content", "workflows", "views", "mobee_pyr")
MAY_IMPORT = {layer: {f"mobee_pyr.{below}" for below in LAYERS[: LAYERS.index(layer) + 1]} for layer in LAYERS[:3]}
LINKS = ("content", "workflows", "views", "static", "etc")
UNNAMED_ROOMS = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}
UNREAD = ("LICENSE", ".git")
MACHINE_PATH = re.compile(r"(?<![\w.:/$}*])/(?:root|tmp|work|farm|home|Users)/\w")


def files(folder: str, *suffixes: str) -> list[Path]:
    """The real files below one of the top-level folders: links are not followed (rglob never does), caches left out."""
    return [
        path
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and path.is_file() and "__pycache__" not in path.parts
    ]


def sources() -> list[Path]:
    return [path for layer in LAYERS for path in files(layer, ".py")]


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported name, whole (``mobee_pyr.content.node.Node``), with its line; relative ones keep their dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (f"{node.module}." if node.module else "")
            yield from ((node.lineno, start + alias.name) for alias in node.names)


def import_faults(layer: str, code: str) -> list[str]:
    """What is wrong with the imports of a file of this layer."""
    faults = []
    for line, name in imported(ast.parse(code)):
        first, *rest = name.split(".")
        if name.startswith("."):
            faults.append(f"{line}: {name} is relative; imports start with mobee_pyr.")
        elif first in LAYERS[:3] or first in ("static", "tests"):
            faults.append(f"{line}: {name} is another path to a class; imports start with mobee_pyr.")
        elif first == "mobee_pyr" and layer in MAY_IMPORT and f"mobee_pyr.{rest[0] if rest else ''}" not in MAY_IMPORT[layer]:
            faults.append(f"{line}: {name} points upwards from {layer}")
    return faults


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_down(layer):
    faults = [
        f"{path.relative_to(ROOT)}:{fault}" for path in files(layer, ".py") for fault in import_faults(layer, path.read_text("utf-8"))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        ("content", "from mobee_pyr.workflows.engine import fire"),
        ("content", "def late():\n    import mobee_pyr.views.mission"),
        ("content", "from mobee_pyr import search"),
        ("content", "import mobee_pyr"),
        ("workflows", "from mobee_pyr.views import mission"),
        ("views", "from mobee_pyr.application import make_app"),
        ("views", "from mobee_pyr.database import open_tree"),
        ("views", "from ..content import node"),
        ("views", "from .forms import mission"),
        ("mobee_pyr", "from content.node import Node"),
        ("mobee_pyr", "import workflows.engine"),
        ("mobee_pyr", "from . import database"),
        ("mobee_pyr", "from tests.builders import a_mission"),
    ],
)
def test_the_import_guard_sees_a_fault(layer, code):
    assert import_faults(layer, code)


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        ("content", "from mobee_pyr.content import node"),
        ("workflows", "import mobee_pyr.content.node"),
        ("views", "from mobee_pyr.workflows.engine import fire\nfrom pyramid.view import view_config"),
        ("mobee_pyr", "from mobee_pyr.views import mission\nfrom mobee_pyr import search"),
    ],
)
def test_the_import_guard_lets_a_sound_import_pass(layer, code):
    assert not import_faults(layer, code)


def is_page(code: str) -> bool:
    """Whether a file declares views; a module of views/ that declares none may be shared."""
    return any(isinstance(node, ast.Name) and node.id in ("view_config", "view_defaults") for node in ast.walk(ast.parse(code)))


def test_no_page_imports_another_page():
    pages = {"mobee_pyr." + ".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files("views", ".py")}
    pages = {name: path for name, path in pages.items() if is_page(path.read_text("utf-8"))}
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {target} is a page of its own"
        for name, path in pages.items()
        for line, target in imported(ast.parse(path.read_text("utf-8")))
        if any(target == page or target.startswith(f"{page}.") for page in pages if page != name)
    ]
    assert not faults, "\n".join(faults)


def test_the_package_imports_nothing_at_its_top():
    tree = ast.parse((ROOT / "mobee_pyr" / "__init__.py").read_text("utf-8"))
    assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def test_the_layers_are_relative_links():
    for name in LINKS:
        assert (ROOT / "mobee_pyr" / name).readlink() == Path("..") / name


def test_no_room_without_a_name():
    assert not [path for path in sources() if path.name in UNNAMED_ROOMS]


def test_no_path_of_one_machine():
    read = [*sources(), *(path for layer in LAYERS for path in files(layer, ".pt", ".toml")), *files("etc", ".ini", ".conf", ".py")]
    read += [path for path in [*ROOT.glob("*"), *ROOT.glob(".ci/*")] if path.is_file() and path.name not in UNREAD and path.suffix != ".md"]
    found = [f"{path.relative_to(ROOT)}: {hit.group()}…" for path in read for hit in MACHINE_PATH.finditer(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "found"), [('open("/home/ann/x")', True), ('"/workflows/"', False), ('"https://a.example/home/x"', False)]
)
def test_the_path_guard_is_exact(text, found):
    assert bool(MACHINE_PATH.search(text)) is found


NAMED = re.compile(r"(?<![\w-])([\w-]+)\.pt(?![\w-])|[\"']([\w-]+)(?=[\"'])")
"""A template named by its file, ``mission.pt``, or ``"mission"`` where a name is enough."""


def templates_named(texts: dict[Path, str]) -> dict[str, set[Path]]:
    """By the name of a template, the files that may mean it."""
    found: dict[str, set[Path]] = {}
    for path, text in texts.items():
        for by_file, by_name in NAMED.findall(text):
            found.setdefault(by_file or by_name, set()).add(path)
    return found


def is_used(template: Path, named: dict[str, set[Path]]) -> bool:
    """Named by another file, or found by the name of its page."""
    return (ROOT / "views" / f"{template.stem}.py").exists() or bool(named.get(template.stem, set()) - {template})


def test_every_template_is_used():
    templates = files("views", ".pt")
    named = templates_named({path: path.read_text("utf-8") for path in [*sources(), *templates, Path(deform.widget.__file__)]})
    unused = [str(template.relative_to(ROOT)) for template in templates if not is_used(template, named)]
    assert not unused, f"templates that nothing names: {unused}"


def test_the_template_guard_sees_an_unused_one():
    lonely, other = ROOT / "views" / "templates" / "lonely.pt", ROOT / "views" / "a.py"
    assert not is_used(lonely, templates_named({lonely: "lonely.pt", other: "renderer='templates/very-lonely.pt'"}))
    assert is_used(lonely, templates_named({other: "renderer='templates/lonely.pt'"}))
    assert is_used(lonely, templates_named({other: "show('lonely')"}))


def test_every_icon_is_in_the_sprite():
    sprite = (ROOT / "static" / "vendor" / "bootstrap-icons" / "icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {name: path for path in files("views", ".pt") for name in re.findall(r"icons\}#([a-z0-9-]+)[\"']", path.read_text("utf-8"))}
    missing = {name: str(path.relative_to(ROOT)) for name, path in used.items() if name not in drawn}
    assert not missing, f"add to ICONS in etc/vendor.py and run `make vendor`: {missing}"


def packaged_files() -> set[str]:
    """What a wheel must hold: all of the package, reached through its links as Python sees it; tools in etc/ excepted."""
    found = set()
    for top in ("mobee_pyr", *LINKS):
        prefix = Path() if top == "mobee_pyr" else Path("mobee_pyr")
        for path in (ROOT / top).rglob("*"):
            inside = path.relative_to(ROOT)
            skipped = "__pycache__" in path.parts or (top == "etc" and path.suffix == ".py")
            if path.is_file() and not skipped:
                found.add(str(prefix / inside))
    return found


BUILD = "import sys, setuptools.build_meta as backend; backend.build_wheel(sys.argv[1])"


def test_the_wheel_holds_every_file(tmp_path):
    tree, expected = tmp_path / "tree", packaged_files()
    tree.mkdir()
    for name in ("setup.cfg", "setup.py", "pyproject.toml", "LICENSE", "README.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    for name in ("mobee_pyr", *LINKS):
        shutil.copytree(ROOT / name, tree / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    built = subprocess.run([sys.executable, "-W", "ignore", "-c", BUILD, str(tmp_path)], cwd=tree, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr[-2000:]
    with zipfile.ZipFile(next(tmp_path.glob("mobee-*.whl"))) as wheel:
        names = set(wheel.namelist())
    assert not expected - names, (
        f"missing from the wheel (a folder without __init__.py? a new suffix for setup.cfg?): {sorted(expected - names)}"
    )
    assert any(name.endswith("/LICENSE") and ".dist-info/" in name for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"mobee_pyr"}
