"""What a letter says of a request."""

from datetime import UTC, date, datetime

import pytest

from mobee_pyr.i18n.words import Words
from mobee_pyr.mail.facts import facts
from tests import builders as b

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CHRISTMAS, JANUARY = date(2026, 12, 25), date(2027, 1, 24)


@pytest.mark.parametrize(
    ("starts", "ends", "french", "english"),
    [
        (CHRISTMAS, None, "à partir du 25 décembre 2026", "from 25 December 2026"),
        (None, JANUARY, "jusqu’au 24 janvier 2027", "until 24 January 2027"),
        (CHRISTMAS, JANUARY, "du 25 décembre 2026 au 24 janvier 2027", "from 25 December 2026 to 24 January 2027"),
        (CHRISTMAS, CHRISTMAS, "25 décembre 2026", "25 December 2026"),
        (None, None, "", ""),
    ],
)
def test_a_first_day_alone_is_not_the_day(starts, ends, french, english):
    network = b.a_network(b.a_site())
    mission = b.a_mission(b.an_organisation(network, referent="rose"))
    mission.starts, mission.ends = starts, ends
    assert facts(mission, Words("fr", NOW))["dates"] == french
    assert facts(mission, Words("en", NOW))["dates"] == english
