"""Who is signed in; invitations; the second factor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from msgspec import Struct

from goodoffices.talks.errors import Refused
from goodoffices.talks.permissions import may_invite
from goodoffices.web.accounts import entering, factors, inviting, limits
from goodoffices.web.accounts.seats import seats_of, signed_in
from goodoffices.web.api.answering import answer, asked, endpoint, standing
from goodoffices.web.problems import NOT_THERE, Problem


class SignIn(Struct, forbid_unknown_fields=True):
    """A name, its password, and the code of its second factor, if it has one."""

    name: str
    password: str
    code: str = ""


class Invited(Struct, forbid_unknown_fields=True):
    """Whom to invite."""

    actor: str


class Accepted(Struct, forbid_unknown_fields=True):
    """An invitation, and the password that is wanted; or `join`: a seat for the account that is signed in."""

    token: str
    password: str = ""
    join: bool = False


class Begun(Struct, forbid_unknown_fields=True):
    """The password, where a second factor is on that a new one is to replace."""

    password: str = ""


class Code(Struct, forbid_unknown_fields=True):
    """A code of the second factor."""

    code: str


@endpoint("GET", "POST", "DELETE")
def session(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, and in which cases they take part; sign in; sign out."""
    if request.method == "POST":
        given = asked(request, SignIn)
        entering.sign_in(request, given.name, given.password, given.code)
    elif request.method == "DELETE":
        entering.sign_out(request)
    account = entering.account_of(request)
    seats = seats_of(account) if account is not None else []
    return answer(
        {
            "name": account.name if account is not None else None,
            "actor": seats[0][1] if len(seats) == 1 else None,
            "cases": [{"case": case, "actor": actor} for case, actor in seats],
            "csrf": get_token(request),
        }
    )


@endpoint("POST")
def invitations(request: HttpRequest, case: str = "") -> HttpResponse:
    """Invite someone: a lead other mediators and audiences, mediators delegations, heads of delegation their party.

    Once a party acts itself, mediators invite nobody into it.
    Who has an account is invited anew by an administrator alone: an invitation takes an account over.
    """
    (room, who), wanted = standing(request, case), asked(request, Invited)
    try:
        other = room.talks.standing(wanted.actor)
    except Refused:
        raise Problem(404, NOT_THERE) from None
    if not may_invite(who, other, acts_itself=room.talks.acts_itself(other.party)):
        raise Problem(404, NOT_THERE)
    if inviting.account_for(room.id, wanted.actor) is not None:
        raise Problem(409, f"{wanted.actor} has an account; an administrator invites them anew")
    if not limits.allows("invitation", f"{room.id}\n{who.actor}"):
        raise Problem(429, "too many invitations; wait ten minutes")
    token, expires = inviting.invite(room.id, wanted.actor)
    return answer({"actor": wanted.actor, "case": room.id, "token": token, "expires": expires}, 201)


@endpoint("POST")
def accepted(request: HttpRequest) -> HttpResponse:
    """Use an invitation: for an account of its own, or for a seat of the account that is signed in."""
    given = asked(request, Accepted)
    if given.join:
        account = signed_in(request)
        inviting.join(account, given.token)
    else:
        account = inviting.accept(given.token, given.password)
    cases = [{"case": case, "actor": actor} for case, actor in seats_of(account)]
    return answer({"name": account.name, "cases": cases}, 201)


@endpoint("POST", "PUT")
def factor(request: HttpRequest) -> HttpResponse:
    """Begin a second factor (POST), and switch it on with a code of it (PUT)."""
    account = signed_in(request)
    if request.method == "POST":
        given = asked(request, Begun) if request.body else Begun()
        if factors.is_on(account) and not entering.is_password(account, given.password):
            raise Problem(422, "password: a second factor is on; give your password to replace it")
        return answer({"address": factors.begin(account)}, 201)
    if not factors.confirm(account, asked(request, Code).code):
        raise Problem(422, "code: this is not the code of the new second factor; begin again")
    return answer({"factor": True})
