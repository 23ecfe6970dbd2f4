"""The OpenAPI document: the endpoints, and the shape of every act, made from the acts themselves."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from goodoffices._version import __version__
from goodoffices.reports.documents import KINDS
from goodoffices.talks.actions import ACTIONS, GROUPS
from goodoffices.web.api import recording, sessions, studying
from goodoffices.web.api.answering import answer, endpoint
from goodoffices.web.api.papers import TYPES

_JSON = "application/json"


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {_JSON: {"schema": schema}}}


def _ok(what: str, schema: dict[str, Any] | None = None, kind: str = _JSON) -> dict[str, Any]:
    return {"description": what, "content": {kind: {"schema": schema or {"type": "object"}}}}


_ERROR = {
    "description": "what is wrong, as a sentence",
    "content": {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}},
}


def _errors(*statuses: int) -> dict[str, Any]:
    return {str(status): _ERROR for status in statuses}


def _files(kinds: Iterable[str]) -> dict[str, Any]:
    schema = {"schema": {"type": "string"}}
    return {"description": "a file", "content": {one.partition(";")[0]: schema for one in kinds}}


#: Of what a document is, as which file, in which languages.
_OF_DOCUMENTS: Final = (
    {"name": "of", "in": "query", "schema": {"type": "string", "default": "agreement"},
     "description": "agreement; or a proposal: a delegation's id for it, a mediator's working name, or PARTY/ID"},
    {"name": "as", "in": "query", "schema": {"enum": list(KINDS), "default": "docx"}},
    {"name": "languages", "in": "query", "schema": {"type": "string", "default": "en"},
     "description": "one, or two side by side, with a comma between them"},
)  # fmt: skip
_OF_DATA: Final = {
    "name": "of", "in": "query", "schema": {"enum": ["agreement", "case"], "default": "agreement"},
    "description": "case: the mediators' working case",
}  # fmt: skip

#: Which case is meant.
_CASE = {"name": "case", "in": "path", "required": True, "schema": {"type": "string"}}


def _of_a_case(act: dict[str, Any], refs: dict[Any, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what is asked of one case, by the end of its path."""
    after = {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0}}
    stream = {"name": "stream", "in": "path", "required": True, "schema": {"type": "string"}}
    words = {"name": "q", "in": "query", "schema": {"type": "string"}}
    most = {"name": "most", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}}
    on = {
        "name": "on",
        "in": "query",
        "schema": {"type": "string", "format": "date"},
        "description": "the day as of which things are due or late; today in UTC, where it is left out",
    }
    last = {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}}
    signed_in = _errors(401, 404, 503)
    changes = _errors(400, 401, 403, 404, 422, 503)
    return {
        "invitations": {"post": {"summary": "Invite someone", "requestBody": _body(refs[sessions.Invited]),
                                 "responses": {"201": _ok("a token that works once"), **changes,
                                               **_errors(409, 429)}}},
        "acts": {"post": {"summary": "Do something", "requestBody": _body(act),
                          "responses": {"200": _ok("it had been done"), "201": _ok("what came of it"),
                                        **changes, **_errors(409, 410, 429)}}},
        "previews": {"post": {"summary": "What others would see of an act", "requestBody": _body(act),
                              "responses": {"200": _ok("events by viewer"), **changes, **_errors(409, 410, 429)}}},
        "view": {"get": {"summary": "How things stand",
                         "responses": {"200": _ok("states by stream"), **signed_in}}},
        "streams": {"get": {"summary": "Which streams one sees",
                            "responses": {"200": _ok("how many events each has"), **signed_in}}},
        "streams/{stream}/events": {"get": {"summary": "What happened in a stream", "parameters": [stream, after],
                                            "responses": {"200": _ok("events"), **signed_in, **_errors(422)}}},
        "search": {"get": {"summary": "Find what happened by its words", "parameters": [words, most],
                           "responses": {"200": _ok("events, the newest first"), **signed_in,
                                         **_errors(422)}}},
        "transcript": {"get": {"summary": "All that one sees, as one file",
                               "responses": {"200": _ok("a transcript", {"type": "string"}, "application/jsonl"),
                                             **signed_in}}},
        "record": {
            "get": {"summary": "Find pieces of one's own record", "parameters": [words, most],
                    "responses": {"200": _ok("the best first"), **signed_in, **_errors(422)}},
            "post": {"summary": "Keep pieces of a record", "requestBody": _body(refs[recording.Kept]),
                     "responses": {"201": _ok("how many"), **changes}},
        },
        "agreement": {"get": {
            "summary": "What was agreed, and who has signed it", "parameters": [on],
            "responses": {"200": _ok("package, text, clauses, terms, signatures, attestation; the schedule for those "
                                     "who see the ledger; findings for mediators"),
                          **signed_in, **_errors(409, 422)}}},
        "ledger": {"get": {
            "summary": "What is done of the agreement", "parameters": [on],
            "responses": {"200": _ok("terms, phases, reports, compliance and schedule, what follows, claims, tallies "
                                     "with their gaps, or waiting while one is being added up"),
                          **signed_in, **_errors(409, 422)}}},
        "calendar": {"get": {"summary": "The days of the agreement (iCalendar)",
                             "responses": {"200": _ok("a calendar", {"type": "string"}, "text/calendar"),
                                           **signed_in, **_errors(409)}}},
        "document": {"get": {"summary": "A document of the agreement, or of a proposal", "parameters": [*_OF_DOCUMENTS],
                             "responses": {"200": _files(TYPES[one] for one in KINDS), "202": _ok("it is being made"),
                                           **signed_in, **_errors(422)}}},
        "briefings": {"get": {
            "summary": "Who was told what, and what is due to whom", "parameters": [on],
            "responses": {"200": _ok("the items that can be told; of each audience when it was last told "
                                     "something, and of each item whether it was told it, what it holds to be right, "
                                     "or until when it is due"),
                          **signed_in, **_errors(422)}}},
        "precedents": {"post": {
            "summary": "Look up how other agreements solved something", "requestBody": _body(refs[studying.LookedFor]),
            "responses": {"200": _ok("agreements of the table that the mediators keep, the best first"),
                          "202": _ok("it is being looked up"), **changes, **_errors(409)}}},
        **{f"data.{kind}": {"get": {"summary": "The agreement and its ledger as open data", "parameters": [_OF_DATA],
                                    "responses": {"200": _files([TYPES[kind]]), **signed_in, **_errors(422)}}}
           for kind in ("jsonl", "csv")},
        "live": {"get": {"summary": "Follow what happens (server-sent events)", "parameters": [last],
                         "responses": {"200": _ok("events", {"type": "string"}, "text/event-stream"),
                                       **signed_in, **_errors(422, 429)}}},
    }  # fmt: skip


def _of_the_only(operation: dict[str, Any]) -> dict[str, Any]:
    """Return what is asked without a case, by those who take part in one alone."""
    summary = f"{operation['summary']} (who takes part in one case alone)"
    return operation | {"summary": summary, "responses": operation["responses"] | _errors(409)}


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    refs, parts = _shapes()
    paths = _of_the_server(refs)
    for name, operations in _of_a_case({"$ref": "#/components/schemas/Act"}, refs).items():
        paths[f"/api/cases/{{case}}/{name}"] = {"parameters": [_CASE], **operations}
        paths[f"/api/{name}"] = {method: _of_the_only(one) for method, one in operations.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Good Offices", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": parts,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
            },
        },
        "security": [{"session": []}],
    }


def _shapes() -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """Return the references to the types of what is sent, by type, and the schemas to which they refer, by name."""
    clock = set(GROUPS["clock"])
    acts = [one for name, one in ACTIONS.items() if name not in clock]
    given = [
        sessions.SignIn,
        sessions.Invited,
        sessions.Accepted,
        sessions.Begun,
        sessions.Code,
        recording.Kept,
        studying.LookedFor,
    ]
    schemas, parts = msgspec.json.schema_components(
        [*acts, *given], ref_template="#/components/schemas/{name}"
    )
    refs = dict(zip([*acts, *given], schemas, strict=True))
    for one in acts:
        shape = parts[one.__name__]
        shape["properties"] |= {
            "key": {
                "type": "string", "maxLength": 200, "description": "the same key is the same act, done once",
            },
            "for": {"type": "string", "description": "the party for which a mediator enters what a party does"},
            "meeting": {
                "type": "string", "maxLength": 2000, "description": "at which meeting the party said so",
            },
        }  # fmt: skip
    parts["Act"] = {
        "oneOf": [refs[one] for one in acts],
        "discriminator": {
            "propertyName": "do",
            "mapping": {str(one.__struct_config__.tag): refs[one]["$ref"] for one in acts},
        },
    }
    parts["Error"] = {
        "type": "object", "required": ["error"], "additionalProperties": False,
        "properties": {"error": {
            "type": "object", "required": ["status", "message"], "additionalProperties": False,
            "properties": {"status": {"type": "integer"}, "message": {"type": "string"}},
        }},
    }  # fmt: skip
    return refs, parts


def _of_the_server(refs: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """Return what is asked of the server and of no case, by path."""
    mine = _errors(400, 401, 403, 422, 503)
    return {
        "/api/openapi.json": {"get": {"summary": "This document", "security": [],
                                      "responses": {"200": _ok("the document")}}},
        "/api/session": {
            "get": {"summary": "Who is signed in", "security": [],
                    "responses": {"200": _ok("the account, its cases, and a CSRF token")}},
            "post": {"summary": "Sign in", "security": [], "requestBody": _body(refs[sessions.SignIn]),
                     "responses": {"200": _ok("as for GET"), **_errors(400, 401, 403, 422, 429)}},
            "delete": {"summary": "Sign out", "security": [],
                       "responses": {"200": _ok("nobody"), **_errors(400, 403)}},
        },
        "/api/invitations/accepted": {"post": {"summary": "Use an invitation", "security": [],
                                               "requestBody": _body(refs[sessions.Accepted]),
                                               "responses": {"201": _ok("the account and its cases"),
                                                             **_errors(400, 401, 403, 404, 409, 422)}}},
        "/api/factor": {
            "post": {"summary": "Begin a second factor; where one is on, with the password",
                     "requestBody": _body(refs[sessions.Begun]) | {"required": False},
                     "responses": {"201": _ok("its otpauth:// address"), **mine, **_errors(429)}},
            "put": {"summary": "Switch the second factor on", "requestBody": _body(refs[sessions.Code]),
                    "responses": {"200": _ok("it is on"), **mine}},
        },
    }  # fmt: skip


@endpoint("GET")
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every endpoint is called alike
    """Return the OpenAPI document."""
    return answer(document())
