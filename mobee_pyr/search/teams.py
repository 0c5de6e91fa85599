"""The open missions that fit people of an organisation: candidates by the index, then compared with those who agreed to be counted.

What the index is asked depends only on what five people share, and on where the organisation is: otherwise the list itself would tell.
"""

from collections import Counter
from collections.abc import Iterator

from tantivy import Query

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.place import Place
from mobee_pyr.content.whereabouts import spot
from mobee_pyr.search.fitting import any_of, box, missions, nowhere
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.questions import Question, all_of, offered, remembered
from mobee_pyr.search.visibility import filtering, one_of
from mobee_pyr.workflows import access, teams
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.teams import AT_LEAST, Shared, Team

CANDIDATES = 120
"""Missions that are compared with people one by one."""

AROUND = 50
"""Kilometres around the organisation, and around each region where enough people live."""

TeamFit = tuple[Mission, Shared]


def team_missions(index: Index, reader: Reader, organisation: Organisation, act: Act, most: int) -> list[TeamFit]:
    """Those that the reader and any member of the organisation may open: first those that fit most people, then the latest."""
    asked = ("team", organisation.oid, act.who, act.today, most)
    found: list[tuple[int, Shared]] = remembered(index, reader, asked, lambda view: list(_fit(view, reader, organisation, act, most)))
    return [(node, shared) for oid, shared in found if isinstance(node := reader.site.node(oid), Mission)]


def _fit(view: View, reader: Reader, organisation: Organisation, act: Act, most: int) -> Iterator[tuple[int, Shared]]:
    team = Team(act, organisation)
    if not team.enough or not team.holders:
        return
    musts = [*offered(Question(types=("mission",), open=True), reader), *_gates(team, organisation)]
    likings = [(one_of("skill", (skill,)), len(people) / len(team.people)) for skill, people in sorted(team.holders.items())]
    nodes = [node for node in missions(reader, view, all_of(musts), likings, CANDIDATES) if node.ends is None or node.ends >= act.today]
    told = [(node, shared) for node in nodes if (shared := team.shared(node)) is not None]
    told.sort(key=lambda pair: (-pair[1].number, -(pair[0].published or pair[0].created).timestamp()))
    anybody, kept = teams.member(organisation, act), 0
    for node, shared in told:
        if kept < most and access.visible(reader, [node]) and access.visible(anybody, [node]):
            kept += 1
            yield node.oid, shared


def _gates(team: Team, organisation: Organisation) -> Iterator[Query]:
    yield filtering(one_of("places", ("left",)))
    yield filtering(one_of("skill", tuple(sorted(team.holders))))
    boxes = [box(place, AROUND) for place in _regions(team, organisation)]
    yield filtering(any_of([one_of("mode", ("online",)), nowhere(), *(one for one in boxes if one is not None)]))


def _regions(team: Team, organisation: Organisation) -> Iterator[Place]:
    """Where the organisation is, and the middle of each square degree where enough of those who are counted live."""
    if organisation.entity is not None:
        yield organisation.entity.place
    spots = (there for one in team.people if (there := spot(one.profile.home)) is not None)
    for (north, east), count in Counter((round(latitude), round(longitude)) for latitude, longitude in spots).items():
        if count >= AT_LEAST:
            yield Place(latitude=north, longitude=east)
