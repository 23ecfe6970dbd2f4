"""Who is signed in; invitations; the second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from msgspec import Struct

from goodoffices.talks.errors import Refused
from goodoffices.talks.permissions import may_answer, may_lead
from goodoffices.web.accounts import entering
from goodoffices.web.api.answering import NOT_THERE, Problem, answer, asked, endpoint, standing
from goodoffices.web.project import Room


class SignIn(Struct, forbid_unknown_fields=True):
    """A name, its password, and the code of its second factor, if it has one."""

    name: str
    password: str
    code: str = ""


class Invited(Struct, forbid_unknown_fields=True):
    """Whom to invite."""

    actor: str


class Accepted(Struct, forbid_unknown_fields=True):
    """An invitation, and the password that is wanted."""

    token: str
    password: str


class Code(Struct, forbid_unknown_fields=True):
    """A code of the second factor."""

    code: str


@endpoint("GET", "POST", "DELETE")
def session(request: HttpRequest) -> HttpResponse:
    """Say who is signed in; sign in; sign out."""
    if request.method == "POST":
        given = asked(request, SignIn)
        entering.sign_in(request, given.name, given.password, given.code)
    elif request.method == "DELETE":
        entering.sign_out(request)
    actor = entering.actor_of(request)
    return answer({"actor": actor, "csrf": get_token(request)})


@endpoint("POST")
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite someone: leads anybody, other mediators and heads of delegation the people of their party."""
    who, wanted = standing(request), asked(request, Invited)
    try:
        other = Room.talks.standing(wanted.actor)
    except Refused:
        raise Problem(404, NOT_THERE) from None
    if not (may_lead(who) or (other.side == "party" and may_answer(who, other.party))):
        raise Problem(404, NOT_THERE)
    token, expires = entering.invite(wanted.actor)
    return answer({"actor": wanted.actor, "token": token, "expires": expires}, 201)


@endpoint("POST")
def accepted(request: HttpRequest) -> HttpResponse:
    """Use an invitation."""
    given = asked(request, Accepted)
    return answer({"actor": entering.accept(given.token, given.password)}, 201)


@endpoint("POST", "PUT")
def factor(request: HttpRequest) -> HttpResponse:
    """Begin a second factor (POST), and switch it on with a code of it (PUT)."""
    who = standing(request)
    if request.method == "POST":
        return answer({"address": entering.begin_factor(who.actor)}, 201)
    entering.confirm_factor(who.actor, asked(request, Code).code)
    return answer({"factor": True})
