"""Errand: the section is built and goes to its host; passwords stay in the keyring, or as long as the desk is open."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace

from nastavnik import messages
from nastavnik.building.clock import the_moment
from nastavnik.desk.app import Desk
from nastavnik.desk.built_site import ARCHIVE
from nastavnik.desk.chapters import chapter_of
from nastavnik.desk.errands.building import built
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import PASTING, PLACE, PUBLISH
from nastavnik.desk.form_words import in_form_words
from nastavnik.desk.web import Request, Response
from nastavnik.errors import ContentRejected, PublishFailed, PublishRefused
from nastavnik.publishing import passwords
from nastavnik.publishing.delivery import SiteDelivery
from nastavnik.publishing.releasing import Published, Publisher
from nastavnik.publishing.targets import TRANSPORTS, Target, caption, chosen, targets

_BACK = "back"
_PLACE = ((f"/do/{PLACE.name}", messages.DESK_PLACE_OPEN_FORM),)


def publish_section(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    try:
        places, _ = targets(desk.project.root)
    except ContentRejected as rejected:
        lines = [said_of_target("", str(problem)) for problem in rejected.problems]
        parts = (ErrandPart(messages.DESK_PUBLISH_WRONG, lines),)
        return page(desk, ErrandPage(PUBLISH, parts=parts, onward=_PLACE))
    except PublishRefused:
        place = ErrandPart(PLACE.title, [messages.DESK_PUBLISH_FIRST], links=_PLACE, leads_on=True)
        return page(desk, ErrandPage(PUBLISH, parts=(place, _other_ways(desk))))
    if request.method == "GET":
        return page(desk, _asking(desk, places))
    target = chosen(places, request.field("where") or None)
    password = request.field("password") or password_of(desk, target)
    if not password and asks_password(target):
        return page(desk, _asking(desk, places, ErrandPart(messages.DESK_PUBLISH_NEEDS_PASSWORD, [], is_outcome=True)))
    desk.passwords[target.account] = password
    return page(desk, _sent(desk, request, target, password, places))


def _other_ways(desk: Desk) -> ErrandPart:
    """How a site gets to visitors without a host that the program knows; an archive of it where there is one."""
    is_built = (desk.project.site / "index.html").is_file()
    links = [
        (f"/do/{PASTING.name}", messages.labelled(PASTING.title, PASTING.about)),
        *([(f"/{ARCHIVE}", messages.DESK_SITE_ARCHIVE)] if is_built else []),
        (chapter_of(PUBLISH.name), messages.DESK_BY_FOLDER),
    ]
    return ErrandPart(messages.DESK_OTHER_WAYS, [], links=links)


def _asking(desk: Desk, places: tuple[Target, ...], *before: ErrandPart) -> ErrandPage:
    names = [(target.name, target.name) for target in places]
    where = ErrandQuestion("where", messages.DESK_PUBLISH_WHERE, names)
    what = ErrandQuestion("what", messages.DESK_PUBLISH_WHAT, messages.DESK_PUBLISH_CHOICES)
    secret = ErrandQuestion("password", messages.DESK_HOST_PASSWORD, hint=messages.DESK_PASSWORD_HINT, is_secret=True)
    is_asked = any(asks_password(target) and not password_of(desk, target) for target in places)
    questions = [*([where] if len(places) > 1 else []), what, *([secret] if is_asked else [])]
    place = ErrandPart(messages.DESK_PLACE, [], links=[(address, _words_of(places)) for address, _ in _PLACE])
    parts = (*before, place, _other_ways(desk))
    return ErrandPage(
        PUBLISH, messages.DESK_PUBLISH_LEAD, questions, parts, messages.DESK_PUBLISH, asks_first=not before
    )


def _sent(desk: Desk, request: Request, target: Target, password: str, places: tuple[Target, ...]) -> ErrandPage:
    """Build, send, read back; what hinders is a page with its reason and the way on."""
    is_back = request.field("what") == _BACK
    outcome = None if is_back else built(desk)
    if outcome and not outcome.is_done:
        return replace(outcome, errand=PUBLISH, button=messages.DESK_PUBLISH, hidden=_answers_again(request))
    delivery = SiteDelivery(desk.project, target, password, _publisher(request))
    try:
        published = delivery.back() if is_back else delivery.publish()
    except PublishRefused as refused:
        lines = str(refused).splitlines()
        reasons = ErrandPart(messages.DESK_NOT_PUBLISHED, [line for line in lines if line != messages.PUBLISH_ALLOW])
        if messages.PUBLISH_ALLOW not in lines:
            return ErrandPage(PUBLISH, parts=(reasons,), back="/")
        hidden = (*_answers_again(request), ("allow", "yes"))
        return ErrandPage(PUBLISH, "", (), (reasons,), messages.DESK_PUBLISH_ANYWAY, hidden, back="/", is_grave=True)
    except PublishFailed as failed:
        desk.passwords.pop(target.account, None)  # it may have been the wrong one
        return _asking(desk, places, ErrandPart(messages.DESK_PUBLISH_CUT, [said_of_target(target.type, str(failed))]))
    keep_password(target, request.field("password"))
    remarks = [] if is_back else delivery.read_back(published)
    parts = [ErrandPart(messages.DESK_PUBLISHED, list(_published_lines(target, published, is_back=is_back)))]
    parts += [ErrandPart(messages.READ_BACK_HEAD, remarks)] if remarks else []
    return ErrandPage(PUBLISH, parts=tuple(parts), is_done=True)


def _published_lines(target: Target, published: Published, *, is_back: bool) -> Iterator[str]:
    plan = published.plan
    if published.was_cut:
        yield messages.capital(messages.RUN_WAS_CUT)
    if is_back:
        yield messages.capital(messages.came_back(target.name, len(plan.paths)))
    elif plan.paths:
        yield messages.capital(messages.published(target.name, len(plan.send), len(plan.delete), plan.same))
    else:
        yield messages.capital(messages.NOTHING_TO_PUBLISH)
    if published.is_forgotten:
        yield messages.capital(messages.NO_FORMER_KEPT)


def _publisher(request: Request) -> Publisher:
    moment: dt.datetime = the_moment(os.environ)
    return Publisher("", moment, allow=request.field("allow") == "yes")


def _answers_again(request: Request) -> tuple[tuple[str, str], ...]:
    """Answers the next step needs again; never the password."""
    return tuple((name, request.field(name)) for name in ("where", "what") if request.field(name))


def asks_password(target: Target) -> bool:
    """Whether somebody has to tell a password for this target."""
    return target.has_password and not passwords.has_key(target)


def password_of(desk: Desk, target: Target) -> str:
    """The password of a target: told while this desk is open, or known; empty if it has to be asked."""
    return desk.passwords.get(target.account) or passwords.known(target)


def keep_password(target: Target, typed: str) -> None:
    """A password that was typed, and was right, goes to the keyring if there is one."""
    if typed and passwords.can_keep():
        passwords.keep(target, typed)


def said_of_target(type: str, sentence: str) -> str:
    """A sentence about a target in the words of its form: captions as a target of that type has them."""
    sentence = in_form_words(Target, sentence)
    for name, field in Target.model_fields.items():
        sentence = sentence.replace(f"«{field.title}»", f"«{caption(type, name)}»")
    return messages.capital(sentence)


def _words_of(places: tuple[Target, ...]) -> str:
    """Where the site goes, to be seen before it does."""
    lines = (messages.place_words(TRANSPORTS.title(each.type), each.server, each.path or "") for each in places)
    return messages.place_to_change("; ".join(lines))
