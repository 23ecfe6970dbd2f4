"""Small cases that hold something of everything, with results made by hand, so that the page is tested without the engine."""

from __future__ import annotations

from typing import Final

from goodoffices.analysis.results import (
    Analysis,
    Deadlock,
    Frontier,
    LimitNote,
    NashPoint,
    Opening,
    Point,
    Solution,
    WayOut,
    Zone,
)
from goodoffices.model import Case, Package
from goodoffices.model.casefile import read_case_text

#: What a page would have to escape.
MARKUP: Final = '"><script>alert(1)</script><img src=x>'

Sample = tuple[Case, Analysis | None, Deadlock | None]

HARBOUR: Final = """
goodoffices: 1
title: The harbour dispute
summary: Dockers and the port company talk through a state mediator about hours, pay and the night shift.
as_of: 2024-05-20
parties:
  - id: union
    name: Dockers' Union
    preferences:
      kind: additive
      weights: {pay: 0.5, hours: 0.3, night: 0.2}
      values:
        pay: {kind: table, evaluations: {low: 0, middle: 0.6, high: 1}}
        hours: {kind: table, evaluations: {"36": 1, "37": 0.7, "38": 0.4, "39": 0.2, "40": 0}}
        night: {kind: table, evaluations: {end: 1, keep: 0}}
      ranges: {pay: [0.4, 0.6], hours: [0.2, 0.4]}
      reservation: 0.4
      assumption: Weights are the mediator's reading of the first two meetings.
  - id: company
    name: Port Company
    preferences:
      kind: interval
      weights: {pay: [0.5, 0.7], hours: [0.2, 0.3], night: [0.1, 0.2]}
      values: {pay: {low: [0.9, 1], middle: [0.4, 0.6], high: [0, 0.1]}}
      assumption: From its public accounts.
mediators:
  - {id: office, name: State Mediation Office, role: lead, description: Appointed by the labour court.}
channels:
  - {id: c1, party: union, mediators: [office], venue: Town hall}
audiences:
  - {id: families, name: Dockers' families, kind: affected}
delegations:
  - {id: d1, party: union, name: Bargaining team, members: [{name: A. Holm, office: Chair, role: head}], statements: [s1]}
decision_bodies:
  - id: board
    party: company
    name: Board of the port
    members:
      - {id: m1, name: R. Vance, office: Chair of the board, role: leader, veto: true}
      - {id: m2, name: T. Okafor, weight: 2}
      - {id: m3, name: J. Lindqvist}
      - {id: m4, name: P. Adeyemi, office: City observer, role: observer}
    rule: {kind: qualified, threshold: 0.6, quorum: 0.5, assumption: By its articles.}
    questions:
      - id: q1
        text: Shall the night shift end?
        on: 2024-05-12
        package: {night: end}
        stances:
          - {member: m1, stance: against, statements: [s2], note: Wants a pilot first.}
          - {member: m2, stance: for}
          - {member: m4, stance: for}
        outcome: rejected
rounds:
  - {id: r1, name: First round, venue: Town hall, status: collapsed, starts_on: 2024-05-02, ends_on: [2024-05-06, 2024-05-07],
     mediators: [office], attendance: [{name: A. Holm, party: union}], statements: [s1]}
  - {id: r2, name: Second round, venue: Harbour museum, status: planned, starts_on: 2024-05-27}
issues:
  - {id: pay, title: Pay rise, ordered: true, options: [{id: low, title: 2 %}, {id: middle, title: 4 %}, {id: high, title: 6 %}]}
  - {id: hours, title: Weekly hours, integers: {low: 36, high: 40}, unit: hours}
  - {id: night, title: Night shift, options: [{id: end, title: Ends}, {id: keep, title: Is kept}]}
constraints:
  - {name: No cut and rise, requires: {if: {issue: pay, is: high}, then: {issue: hours, at_least: 37}}, description: The budget law.}
red_lines:
  - {party: union, name: the night shift ends, requires: {issue: night, is: end}, cost: 2, positions: [p1]}
  - {party: union, name: at most 38 hours, requires: {issue: hours, at_most: 38}, statements: [s1]}
  - {party: company, name: the night shift stays, requires: {issue: night, is: keep}, cost: 3, positions: [p2]}
  - {party: company, name: no less than 39 hours, requires: {issue: hours, at_least: 39}, entered_by: M. Rossi}
mandates:
  - {party: company, name: no rise above 4 %, requires: {issue: pay, at_most: middle}, given_by: The board, given_on: 2024-05-01,
     expires_on: 2024-06-30, ad_referendum: true, assumption: Read from its letter.}
alternatives:
  - {id: a1, party: union, title: Strike at midsummer, utility: [0.3, 0.45], assumption: As in 2019., statements: [s1]}
  - {id: a2, party: company, title: Hire by the day, worst: true}
sources:
  - {id: paper, title: Port talks stall, outlet: The Courier, published: 2024-05-13, authors: [N. Berg], url: "https://example.org/port"}
statements:
  - {id: s1, source: paper, content: The union will not sign while the night shift goes on., speaker: A. Holm, speaker_named: true,
     speaker_party: union, via: [The Courier, Radio North], said_on: 2024-05-12, act: demands}
  - {id: s2, source: paper, content: The night shift stays; 40 crews depend on it., speaker: a person close to the board,
     speaker_named: false, speaker_party: company, via: [The Courier], said_on: [2024-05-10, 2024-05-13], act: rejects,
     figures: [{value: 40, of: crews, bound: about}]}
  - {id: s3, source: paper, content: Fewer than 30 crews work at night., speaker: City statistics, speaker_named: true, act: asserts,
     said_on: 2024-05-13, figures: [{value: 30, of: crews, bound: at_most}], note: Counted in April.}
  - {id: s4, source: paper, content: Talks will go on., speaker: "", speaker_named: false, act: plans}
positions:
  - {id: p1, party: union, issue: night, stand: demands, on: 2024-05-12, options: [end], summary: It must end this year., statements: [s1]}
  - {id: p0, party: union, issue: night, stand: flexible, on: 2024-04-02, statements: [s1]}
  - {id: p2, party: company, issue: night, stand: rejects, on: [2024-05-10, 2024-05-13], options: [end], statements: [s2]}
  - {id: p3, party: company, issue: pay, stand: offers, options: [low, middle], statements: [s2]}
conflicts:
  - {id: c1, kind: figure, statements: [s2, s3], about: crews on the night shift, note: Different months., noted_on: 2024-05-14}
timeline:
  - {id: e0, on: 2023-11-02, title: The old contract ends, kind: decision}
  - {id: e1, on: 2024-05-02, title: First round opens, parties: [union, company], round: r1, statements: [s1]}
  - {id: e2, on: [2024-05-06, 2024-05-07], title: First round collapses over the night shift, description: On one of the two days.}
  - {id: e3, on: 2024-05-27, ends_on: 2024-05-29, title: Second round, kind: announced}
phases:
  - id: ph1
    name: First phase
    days: 42
    starts_when: both boards have approved
    ends_when: six weeks have passed
    resumes_if_failed: The old contract applies again.
    suspends: [o2]
    obligations:
      - {id: o1, actor: company, action: ends night work at, quantity: 10, high: 12, of: berths, due_day: 14, recipient: the union,
         including: [{of: container berths, quantity: 4}, {of: other berths}], verification: By the office., statements: [s2]}
      - {id: o2, actor: union, action: suspends its ballots, in_exchange_for: o1, ratio: [1, 1.5], conditions: [pay is paid], assumption: Customary.}
      - {id: o3, actor: company, action: pays a premium, of: months of pay, in_exchange_for: o1, after: [o2], verified_by: The auditor,
         dispute: To the office., rates: [{gives: 2, received: container berths}, {gives: 1, for_each: 3}]}
guarantors:
  - {id: g1, name: The city, backs: [o3], statements: [s3]}
dispute: To the labour court.
tallies:
  - {id: t1, of: crews counted, states: [by day, by night]}
entries:
  - {id: y1, tally: t1, value: 30, high: 40, to: by night, on: 2024-05-01, source: paper}
  - {id: y2, tally: t1, value: 12, from: by night, to: by day, on: [2024-05-03, 2024-05-09], source: paper, statements: [s2]}
counts:
  - {id: n1, of: crews, value: 100, on: 2024-05-01, statements: [s3]}
  - {id: n2, of: day crews, value: 61, on: 2024-05-01}
  - {id: n3, of: night crews, value: 30, high: 40, bound: range, note: Sources differ.}
balances:
  - {id: b1, total: n1, parts: [n2, n3], gap_note: Nine crews are on leave.}
briefings:
  - {id: br1, audience: families, title: What we can say, released_on: 2024-05-15, released_by: M. Rossi, note: Read out at the gate.,
     items: [{text: Talks go on., status: released, statements: [s4]}, {text: The figures., status: held}]}
"""

BASIN: Final = """
goodoffices: 1
title: Sharing the basin
parties: [{id: up, name: Upstream}, {id: mid, name: Midstream Federation}, {id: down, name: Downstream}]
issues:
  - {id: water, title: Water in the dry season, integers: {low: 0, high: 9}, unit: km³}
  - {id: dam, title: The dam, options: [{id: yes, title: Built}, {id: no, title: Not built}]}
"""


def harbour() -> Sample:
    """A deadlocked case of two parties with something in every list."""
    case = read_case_text(HARBOUR)
    packages: list[Package] = [
        {"pay": pay, "hours": hours, "night": night}
        for pay, hours, night in (
            ("low", 40, "keep"),
            ("low", 39, "end"),
            ("middle", 38, "keep"),
            ("high", 37, "end"),
        )
    ]
    points = tuple(
        Point(utilities=utilities, package=package)
        for utilities, package in zip(
            ((0.1, 0.95), (0.45, 0.7), (0.6, 0.52), (0.93, 0.1)), packages, strict=True
        )
    )
    analysis = Analysis(
        parties=("union", "company"), issues=3, packages=30, feasible=28, zone=Zone(packages=0, share=0.0, status="exact"),
        frontier=Frontier(status="exact", size=4, points=points),
        solutions={
            "nash": None, "kalai_smorodinsky": None, "egalitarian": None,
            "utilitarian": Solution(utilities=(0.45, 0.7), package=packages[1], status="bounded", bound=0.02),
        },
        reservations={"union": 0.4, "company": 0.3}, notes=("The zone is empty, so three solutions are absent.",), seconds={},
    )  # fmt: skip
    names = [line.label for line in case.red_lines] + [case.mandates[0].label]
    limits = tuple(
        LimitNote(name=name, party=name.split(":")[0], kind="mandate" if "rise" in name else "red line",
                  requires="as it says", cost=cost, sources=("s1",))
        for name, cost in zip(names, (2.0, 1.0, 3.0, 1.0, 1.0), strict=True)
    )  # fmt: skip
    ways = tuple(
        WayOut(relax=relax, cost=cost, opens=Opening(packages=n, status="exact", nash=_nash(points[place]) if place else None))
        for relax, cost, n, place in (
            ((names[0], names[1]), 3.0, 4, 1), ((names[0], names[3]), 3.0, 6, 2), ((names[2], names[3]), 4.0, 9, 0),
        )
    )  # fmt: skip
    deadlock = Deadlock(
        deadlocked=True, blocking_sets=((names[0], names[2]), (names[1], names[3])), ways_out=ways, complete=True,
        infeasible=False, limits=limits, notes=(), seconds={},
    )  # fmt: skip
    return case, analysis, deadlock


def _nash(point: Point) -> NashPoint:
    return NashPoint(utilities=point.utilities, package=point.package)


def basin(size: int = 40) -> Sample:
    """A case of three parties with a zone, and a frontier of so many points."""
    points = tuple(
        Point(
            utilities=(k / (size - 1), 1 - k / (size - 1), ((k * 37) % size) / size),
            package={"water": k % 10, "dam": "yes" if k % 3 else "no"},
        )
        for k in range(size)
    )
    chosen = {
        "nash": points[size // 2], "kalai_smorodinsky": points[size // 2],
        "egalitarian": points[size // 3], "utilitarian": points[2 * size // 3],
    }  # fmt: skip
    analysis = Analysis(
        parties=("up", "mid", "down"), issues=2, packages=20, feasible=20, zone=Zone(packages=7, share=0.35, status="exact"),
        frontier=Frontier(status="exact", size=size, points=points),
        solutions={k: Solution(utilities=p.utilities, package=p.package, status="exact") for k, p in chosen.items()},
        reservations={"up": 0.2, "mid": 0.1, "down": 0.0}, notes=(), seconds={},
    )  # fmt: skip
    return read_case_text(BASIN), analysis, None
