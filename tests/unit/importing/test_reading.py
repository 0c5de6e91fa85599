"""Files from elsewhere are read without trusting them: by their size, their depth, their lines (L15)."""

from io import BytesIO

import pytest

from mobee_pyr.importing import categories, files
from mobee_pyr.importing.records import FileRefused


@pytest.mark.parametrize(
    ("kind", "data", "told"),
    [
        ("engagement", b"<a>" * 200_000, "emboîte trop d’éléments"),
        ("fpxml", b"<FootprintFeed><Organization><name>" + b"x" * 1_100_000, "est trop longue"),
        ("organisations", b"nom\n" + b"x\n" * 5001, "lignes"),
        ("organisations", b'nom;x\n"ouvert' + b"x" * 200_000, "n’est pas une ligne de tableau"),
        ("rna", b" " * 50_000_001, "cinquante mégaoctets"),
    ],
)
def test_what_is_too_much_is_refused(kind, data, told):
    with pytest.raises(FileRefused) as refused:
        files.read(kind, BytesIO(data))
    assert told in refused.value.message


@pytest.mark.parametrize(
    ("tags", "domain"),
    [
        (("Community", "Computers & Technology", "Employment"), "skills-volunteering"),
        (("Community", "Homeless & Hungry", "Hunger"), "solidarity"),
        (("Children & Youth",), "education"),
        (("Health & Medicine", "Seniors"), "health"),
        (("Community",), "community"),
        (("Zwischenruf", ""), ""),
        ((), ""),
    ],
)
def test_the_tags_of_a_feed_say_its_domain(tags, domain):
    """L15: the first that says more than « community »."""
    assert categories.domain_of(tags) == domain
