"""How a network's team qualifies: what two people look at, when a claim ends, when something presses."""

import colander
from deform.widget import CheckboxChoiceWidget

from mobee_pyr.content.qualification import SUBJECTS
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import number
from mobee_pyr.workflows.reviewing.settings import Desk


def questions() -> colander.Schema:
    """All that a manager decides about the desk, besides the criteria."""
    return colander.Schema(
        colander.SchemaNode(
            colander.Set(),
            name="two_eyes",
            title=_("Demander deux regards avant d’accepter ou de publier"),
            description=_(
                "La première personne donne un avis favorable, une autre décide. Pour refuser ou demander des compléments, une suffit."
            ),
            validator=colander.ContainsOnly(list(SUBJECTS)),
            widget=CheckboxChoiceWidget(values=list(SUBJECTS.items())),
            missing=frozenset(),
            expected=True,
        ),
        number(
            "claim_days", _("Rendre aux autres un dossier pris"), _("Après combien de jours ouvrés sans rien y faire."), 1, 30, whole=True
        ),
        number("soon_days", _("Signaler une demande qui commence bientôt"), _("Combien de jours avant."), 1, 90, whole=True),
        number("long_days", _("Signaler un dossier qui attend"), _("Après combien de jours ouvrés."), 1, 60, whole=True),
    )


def read(desk: Desk) -> dict[str, object]:
    """As it is now."""
    return {**desk._asdict(), "two_eyes": set(desk.two_eyes)}


def desk(said: dict[str, object]) -> Desk:
    """What was answered."""
    chosen = said["two_eyes"]
    return Desk(**{**said, "two_eyes": tuple(subject for subject in SUBJECTS if subject in chosen)})  # type: ignore[arg-type, operator]
