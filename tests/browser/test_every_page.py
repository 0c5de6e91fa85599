"""Every kind of page, for everybody who may open it: axe finds nothing, nothing scrolls sideways, the browser has no complaint.

What there is to visit is asked of the server (`pages.py`): a new view is visited as soon as it is there.
"""

import os
from collections import deque

import pytest

from tests.browser import pages
from tests.browser.looking import AXE, RESTING, TWICE, Look, faults
from tests.browser.somebody import Somebody
from tests.functional.shell import a_demonstration

PHONE_BY_NIGHT, DESK_BY_DAY = Look("en", 360, "dark"), Look("fr", 1280, "light")
ROLES = {
    "visitor": ("", PHONE_BY_NIGHT),
    "volunteer": ("lea", DESK_BY_DAY),
    "referent": ("rose", PHONE_BY_NIGHT),
    "employer": ("basile", DESK_BY_DAY),
    "qualifier": ("quentin", PHONE_BY_NIGHT),
    "manager": ("claire", DESK_BY_DAY),
    "admin": ("ada", PHONE_BY_NIGHT),
}
LINKED = "links => links.map(link => link.getAttribute('href'))"
NEEDED = "input[required]:not([type=radio], [type=checkbox]):visible, textarea[required]:visible"


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    """The views of each type, by name."""
    return pages.registered(a_demonstration(tmp_path_factory.mktemp("registered")))


@pytest.fixture(scope="module")
def looking(serving):
    """``looking("lea")``: their browser, in which axe is at hand; the same one throughout the module."""
    known = {}

    def called(name):
        if name not in known:
            known[name] = one = Somebody(serving.chromium, serving.url)
            one.context.add_init_script(path=AXE)
            one.signed_in(name) if name else None
        return known[name]

    yield called
    for one in known.values():
        one.context.close()


@pytest.mark.parametrize("kind", pages.PLACES)
def test_every_view(views, looking, kind):
    """Each by the first of our people who may open it, on a phone by day in French; every eighth one (all of them in `make soak`) also
    at a desk by night in English, in all its colours, and with its form sent empty, once for the pages that several types have alike.
    Where to find one that needs more than a name in its address, other pages tell."""
    waiting, put_off, likeliest, links, closed, found = deque(views[kind]), 0, "", [], set(), []
    while waiting:
        view = waiting.popleft()
        opened = _opened(looking, pages.addresses(kind, view, links, likeliest), closed)
        if opened is None:
            waiting.append(view)
            put_off += 1
            assert put_off <= len(waiting), "\n".join([f"say in pages.py where, and to whom, a {kind} shows its pages {waiting}", *found])
            continue
        (who, address, answer), put_off = opened, 0
        likeliest = who
        if answer.headers["content-type"].startswith("text/html"):
            looks = _looks(views, kind, view)
            found += faults(looking(who).go(address, answer.status), *looks, contrast=looks == TWICE)
            links += [(who, address) for address in looking(who).page.eval_on_selector_all("main a[href^='/']", LINKED)]
            found += _left_empty(looking(who)) if looks == TWICE else []
    assert not found, "\n".join(found)


def _opened(looking, addresses, closed):
    """By whom, where, and the answer: a letter's link that is over is a page too. What was closed to somebody once is not asked again."""
    for who, address in addresses:
        if (who, address) not in closed:
            answer = looking(who).context.request.get(address, max_redirects=0)
            if answer.status in (200, 410):
                return who, address, answer
            closed.add((who, address))
    return None


def _looks(views, kind, view):
    """How a page is looked at."""
    again = os.environ.get("MOBEE_SOAK_MINUTES") or views[kind].index(view) % 8 == 0
    return TWICE if again and not _elsewhere(views, kind, view) else (RESTING,)


def _elsewhere(views, kind, view):
    """Has a type that comes before a page of that name?"""
    return view and any(view in views[other] for other in list(views)[: list(views).index(kind)])


def _left_empty(one):
    """The page's form with nothing in it, sent: it comes back and says what is missing."""
    form = one.page.locator("main form[novalidate]").filter(has=one.page.locator(NEEDED)).first
    if not form.count():
        return []
    for field in form.locator(NEEDED).all():
        if field.get_attribute("type") != "file":
            field.fill("")
    with one.page.expect_navigation() as sent:
        form.locator("button.btn-primary, button.btn-danger").first.click()
    assert sent.value.status == 422, f"{one.here} sent empty: {sent.value.status}"
    return faults(one)


@pytest.mark.parametrize("role", ROLES)
def test_every_role(looking, role):
    """The same address is another page for each role; whoever may not open it reads so on a page as good as any."""
    name, look = ROLES[role]
    found = []
    for place in ("/my-space", *(pages.PLACES[kind][0] for kind in ("network", "organisation", "mission", "application"))):
        looking(name).speaks(look.language).page.goto(place)
        found += faults(looking(name), look)
    assert not found, "\n".join(found)
