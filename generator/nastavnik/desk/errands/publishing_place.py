"""Errand: a hosting is described in the words of its letter, the connection checked, an unknown server confirmed."""

from collections.abc import Mapping

from nastavnik import messages
from nastavnik.desk.app import Desk
from nastavnik.desk.errands.errand import ErrandPage, ErrandPart, ErrandQuestion, page
from nastavnik.desk.errands.listing import PLACE
from nastavnik.desk.errands.publishing import asks_password, keep_password, password_of, said_of_target
from nastavnik.desk.web import Request, Response
from nastavnik.errors import HostUnknown, PublishFailed, RcloneMissing
from nastavnik.publishing.connecting import fingerprint, names_at
from nastavnik.publishing.describing import LISTED, Description, described, texts_in, write
from nastavnik.publishing.settings import SERVICE
from nastavnik.publishing.targets import ASKED, PORTS, RARE, PublishFile, Target, caption, targets
from nastavnik.records.reading import caption_at

_CHECK = ("step", "check")
_DRAWN_FOR = "drawn_for"
"""The type whose fields a page shows; another one chosen there draws it anew."""
FIRST = ("targets", 0)
"""Where the fields of the form stand in the file."""
_EDIT = ((f"/do/{PLACE.name}", messages.DESK_PLACE_EDIT),)
MOST_SHOWN = 5


def describe_place(desk: Desk, request: Request) -> Response:
    """The page of the errand."""
    texts = texts_in(desk.project.root)
    if request.method == "GET":
        return page(desk, _asking(texts))
    if request.field("step") == "check":
        return page(desk, _checked_again(desk, request, texts))
    texts |= {name: text for name, text in request.fields if name in Target.model_fields}
    if texts.get("type") not in ASKED or texts["type"] != request.field(_DRAWN_FOR):
        return page(desk, _asking(texts))
    description = described(desk.project.root, texts)
    if description.mistakes:
        return page(desk, _asking(texts, description))
    write(desk.project.root, description)
    return page(desk, _checked(desk, description.targets[0]))


# --- the form


def _asking(texts: Mapping[str, str], description: Description | None = None) -> ErrandPage:
    """The type, and once it is known its fields; mistakes stand at their fields, others above the form."""
    type = texts.get("type", "")
    names = (*ASKED[type], *RARE[type]) if type in ASKED else ()
    mistakes, elsewhere = _sentences(description, texts)
    transports = list(messages.DESK_TRANSPORTS.items())
    kind = ErrandQuestion("type", messages.DESK_PLACE_TYPE, transports, value=type, hint=messages.DESK_PLACE_TYPE_HINT)
    questions = [kind, *(_question(type, name, texts.get(name, ""), mistakes.get(name, "")) for name in names)]
    button = messages.DESK_PLACE_SAVE if names else messages.DESK_PLACE_NEXT
    parts = [ErrandPart(messages.DESK_PLACE_ELSEWHERE, elsewhere)]
    hidden = [(_DRAWN_FOR, type)] if names else []
    return ErrandPage(PLACE, messages.DESK_PLACE_LEAD, questions, parts, button, hidden, back="/do/publish")


def _question(type: str, name: str, value: str, mistake: str) -> ErrandQuestion:
    hints = messages.DESK_TARGET_HINTS
    hint = hints.get(f"{type}.{name}") or hints[name]
    is_plain = name in ASKED[type] and f"{type}.{name}" not in hints
    example = next(iter(Target.model_fields[name].examples or ()), "") if is_plain else ""
    return ErrandQuestion(
        name,
        caption(type, name),
        value=value,
        hint=messages.target_hint(hint, str(example)),
        placeholder=messages.usual_port(PORTS[type]) if name == "port" else "",
        mistake=mistake,
        waits=name in RARE[type],
    )


def _sentences(description: Description | None, texts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is wrong, by field of the form, and what is wrong elsewhere in the file."""
    at_fields: dict[str, str] = {}
    elsewhere: list[str] = []
    for keys, problem in description.mistakes if description else ():
        sentence = problem.message.removeprefix(f"{caption_at(PublishFile, keys)}: ")
        sentence = said_of_target(texts["type"], sentence)
        name = str(keys[2]) if keys[:2] == FIRST and len(keys) > len(FIRST) else ""
        if name in (*ASKED[texts["type"]], *RARE[texts["type"]]):
            at_fields.setdefault(name, sentence)
        else:
            elsewhere.append(sentence)
    return at_fields, elsewhere


# --- the connection


def _checked_again(desk: Desk, request: Request, texts: Mapping[str, str]) -> ErrandPage:
    """With the password that was asked for, or the keys of the server that were confirmed."""
    root = desk.project.root
    keys = [key for name, key in request.fields if name == LISTED]
    if keys:
        description = described(root, {**texts, LISTED: ", ".join(keys)})
        if description.mistakes:
            return _asking(texts, description)
        write(root, description)
    places, _ = targets(root)
    return _checked(desk, places[0], request.field("password"))


def _checked(desk: Desk, target: Target, typed: str = "") -> ErrandPage:
    """What the host answers; a password is asked for first if nobody knows it."""
    password = typed or password_of(desk, target)
    if asks_password(target) and not password:
        return _not_yet(target, ErrandPart(messages.DESK_PLACE_SAVED, [messages.DESK_PLACE_WAITS], links=_EDIT))
    desk.passwords[target.account] = password
    try:
        names = names_at(target, password)
    except HostUnknown as unknown:
        return _confirming(unknown)
    except (PublishFailed, RcloneMissing) as failed:
        desk.passwords.pop(target.account, None)  # it may have been the wrong one
        sentence = said_of_target(target.type, str(failed))
        return _not_yet(target, ErrandPart(messages.DESK_PLACE_FAILED, [sentence], links=_EDIT))
    keep_password(target, typed)
    is_ours = names is not None and SERVICE in names
    lines = [messages.PLACE_IS_OURS if is_ours else messages.what_lies_there(names, MOST_SHOWN)]
    lines += [said_of_target(target.type, messages.FTP_IS_OPEN)] if target.type == "ftp" else []
    onward = (("/do/publish", messages.DESK_PUBLISH), *_EDIT)
    return ErrandPage(PLACE, parts=[ErrandPart(messages.DESK_PLACE_CHECKED, lines)], is_done=True, onward=onward)


def _not_yet(target: Target, part: ErrandPart) -> ErrandPage:
    """The password, if the host has one, and the button that checks again."""
    secret = ErrandQuestion("password", messages.DESK_HOST_PASSWORD, hint=messages.DESK_PASSWORD_HINT, is_secret=True)
    questions = [secret] if asks_password(target) else []
    return ErrandPage(PLACE, "", questions, [part], messages.DESK_PLACE_CHECK, [_CHECK])


def _confirming(unknown: HostUnknown) -> ErrandPage:
    """The keys of a server nobody has met, for somebody to compare; none are shown where they cannot be asked for."""
    if not unknown.keys:
        part = ErrandPart(messages.DESK_PLACE_FAILED, [messages.DESK_PLACE_NO_KEYS])
        return ErrandPage(PLACE, parts=[part], onward=_EDIT)
    lines = [messages.DESK_PLACE_KEYS, *(messages.in_quotes(fingerprint(key)) for key in unknown.keys)]
    hidden = [_CHECK, *((LISTED, key) for key in unknown.keys)]
    part = ErrandPart(messages.DESK_PLACE_UNKNOWN, lines, links=_EDIT)
    return ErrandPage(PLACE, parts=[part], button=messages.DESK_PLACE_TRUST, hidden=hidden)
