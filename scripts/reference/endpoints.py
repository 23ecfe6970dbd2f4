"""The page of every endpoint, from the OpenAPI document that the server itself answers with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

_HEAD: Final = """# Every endpoint

What `goodoffices serve` answers under `/api/`, and to those who watch over it. This page is written by `make reference`
from the OpenAPI document that `GET /api/openapi.json` answers with, which has every shape in full; [how to sign in and
to act](../how-to/use-the-api.md).

What stands under `/api/cases/{case}/` can be asked without `cases/{case}/` by those who take part in one case alone;
it is then also answered with [409](errors.md#409-conflict) to those who take part in several. What is wrong is answered
[in one shape](errors.md#over-http).
"""
#: What is no part of the API and asks for nobody's account.
_WATCHING: Final = """## For those who run the server

Plain text, and nothing of a case: [what they say](../how-to/operate.md).

### `GET /healthz`

Whether the process answers. Nobody has to be signed in, and any name of the server will do.

| Answer | What |
|---|---|
| 200 | `ok` |

### `GET /readyz`

Whether the databases answer and deadlines are looked at. Nobody has to be signed in, and any name of the server will
do.

| Answer | What |
|---|---|
| 200 | `ready` |
| 503 | `not ready`; the reason stands in the log |

### `GET /metrics`

At the address that [`--metrics`](settings.md#goodoffices_metrics---metrics) gives and nowhere else: what the server
counts of itself.

| Answer | What |
|---|---|
| 200 | the metrics, as Prometheus reads them |
| 404 | another address was asked for |
"""
_OF_A_CASE: Final = "/api/cases/{case}/"


def page() -> str:
    """Return the page."""
    parts = [_HEAD, "## Who asks\n"]
    parts += [_operation(*one) for one in operations() if _OF_A_CASE not in one[1]]
    parts.append("## Of one case\n")
    parts += [_operation(*one) for one in operations() if _OF_A_CASE in one[1]]
    parts.append(_WATCHING)
    return "\n".join(parts)


@cache
def _document() -> dict[str, Any]:
    from goodoffices.web.api.document import document  # noqa: PLC0415 - needs Django set up

    return document()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and description of every operation; of those of one case, with the case in the path."""
    paths = _document()["paths"]
    for path, methods in paths.items():
        if path.replace("/api/", _OF_A_CASE, 1) in paths:
            continue
        for method, operation in methods.items():
            if method != "parameters":
                yield method.upper(), path, operation


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    lines = [f"### `{method} {path}`", "", f"{operation['summary']}.", ""]
    if operation.get("security") == []:
        lines += ["Nobody has to be signed in.", ""]
    if given := operation.get("parameters"):
        lines += ["| Parameter | Where | What it is |", "|---|---|---|", *map(_parameter, given), ""]
    if body := operation.get("requestBody"):
        lines += _body(body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2])
    lines += ["| Answer | What |", "|---|---|"]
    wrong = []
    for status, response in operation["responses"].items():
        if "application/json" in response["content"] and response["description"].startswith("what is wrong"):
            wrong.append(status)
        else:
            lines.append(f"| {status} | {response['description']} ({', '.join(response['content'])}) |")
    if wrong:
        lines.append(f"| {', '.join(wrong)} | [a sentence](errors.md#over-http) |")
    return "\n".join([*lines, ""])


def _parameter(given: dict[str, Any]) -> str:
    schema = given["schema"]
    what = schema.get("type", "")
    if "enum" in schema:
        what = ", ".join(f"`{one}`" for one in schema["enum"])
    bounds = [
        f"{name} {schema[key]}" for key, name in (("minimum", "from"), ("maximum", "to")) if key in schema
    ]
    left_out = f"; `{schema['default']}` where it is left out" if "default" in schema else ""
    more = f"; {given['description']}" if "description" in given else ""
    return f"| `{given['name']}` | {given['in']} | {' '.join([what, *bounds])}{left_out}{more} |"


def _body(name: str) -> list[str]:
    if name == "Act":
        return [
            "The body is [an act](acts.md) as JSON: `do` and its fields, and `key`, `for`, `meeting` as there.",
            "",
        ]
    shape = _document()["components"]["schemas"][name]
    required = shape.get("required", ())
    lines = [f"{shape.get('description', '')}", "", "| Field | |", "|---|---|"]
    lines += [
        f"| `{field}` | {'must be given' if field in required else 'may be left out'} |"
        for field in shape["properties"]
    ]
    return [*lines, ""]
