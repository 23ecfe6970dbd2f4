"""Who is signed in; invitations; the second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from msgspec import Struct

from goodoffices.talks.errors import Refused
from goodoffices.talks.permissions import may_invite
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
        gone = entering.actor_of(request)
        entering.sign_out(request)
        Room.bells.end(gone)
    actor = entering.actor_of(request)
    return answer({"actor": actor, "csrf": get_token(request)})


@endpoint("POST")
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite someone: a lead other mediators and audiences, mediators delegations, heads of delegation their party.

    Who has an account is invited anew by the one who runs the server alone: an invitation takes an account over.
    """
    who, wanted = standing(request), asked(request, Invited)
    try:
        other = Room.talks.standing(wanted.actor)
    except Refused:
        raise Problem(404, NOT_THERE) from None
    if not may_invite(who, other):
        raise Problem(404, NOT_THERE)
    if entering.has_account(wanted.actor):
        raise Problem(409, f"{wanted.actor} has an account; the one who runs the server invites them anew")
    token, expires = entering.invite(wanted.actor)
    return answer({"actor": wanted.actor, "token": token, "expires": expires}, 201)


@endpoint("POST")
def accepted(request: HttpRequest) -> HttpResponse:
    """Use an invitation."""
    given = asked(request, Accepted)
    actor = entering.accept(given.token, given.password)
    Room.bells.end(actor)
    return answer({"actor": actor}, 201)


@endpoint("POST", "PUT")
def factor(request: HttpRequest) -> HttpResponse:
    """Begin a second factor (POST), and switch it on with a code of it (PUT)."""
    who = standing(request)
    if request.method == "POST":
        return answer({"address": entering.begin_factor(who.actor)}, 201)
    entering.confirm_factor(who.actor, asked(request, Code).code)
    return answer({"factor": True})
