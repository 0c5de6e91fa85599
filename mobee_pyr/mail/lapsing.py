"""A word to whoever had set something for a later day, when nothing came of it."""

from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import by_id
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import access, library
from mobee_pyr.workflows.act import PlanLapsed


def tell(post: Post, event: PlanLapsed) -> None:
    """Once, to the person who set it; who did it themselves another way knows. What they may not open any more is not named."""
    act, node, plan = event.act, event.node, event.plan
    person = by_id(act.site, plan.who)
    if person is None or person.blocked or person.id == act.who:
        return
    transition = library.workflow_of(node).workflow.transitions.get(plan.name)
    said = {"action": plan.name if transition is None else transition.label, "planned": plan.when, "why": event.why}
    sees = access.permits(access.reader(act.site, person, act.today), Permission.VIEW, node)
    about = {"node": node} if sees else {"url": "/my-space"}
    post.beside(act.site).at(act.now).send("plan-lapsed", person, **about, **said)
