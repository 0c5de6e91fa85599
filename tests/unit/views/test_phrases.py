"""Small phrases that pages share."""

import pytest

from mobee_pyr.views import phrases


@pytest.mark.parametrize(("number", "said"), [("552100554", "552\xa0100\xa0554"), ("", ""), ("55210", "55210")])
def test_a_siren_is_read_by_threes(number, said):
    assert phrases.siren(number) == said
