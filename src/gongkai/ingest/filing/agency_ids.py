"""Which documents are of one body, and the id it has: decided for all of them at once.

A body that its name tells from all others has one id, whatever its files are called: the
one on file, else one that a file's name gives, else one made from the name. A name that
many bodies have (财政局) tells nothing; there the file's name decides, where only one such
body claims it. The order of the documents plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gongkai.errors import InputError
from gongkai.ingest.filing.id_claims import IdClaims
from gongkai.ingest.filing.on_file import OnFile
from gongkai.ingest.filing.vague_names import vague_bodies
from gongkai.ingest.filing.whose import Chosen, Whose, usual_scope
from gongkai.report import Scope


def choose(said: Sequence[Whose], known: OnFile) -> list[Chosen | InputError]:
    """Return the id of each document's agency, in their order, or why there is none."""
    chosen: dict[int, Chosen | InputError] = {}
    claims = IdClaims(said, known)
    vague: dict[int, Whose] = {}
    series: dict[tuple[str, Scope], dict[int, Whose]] = defaultdict(dict)
    completed = _alike(said, claims)
    claims.add_scopes(completed)
    for at, (whose, taken) in enumerate(zip(said, completed, strict=True)):
        if id_ := whose.wanted or whose.stated or _of_document(whose, known):
            chosen[at] = Chosen(id_, whose)
        elif taken.is_whole and (found := _of_name(taken, known)):
            chosen[at] = found
            continue
        if not taken.is_whole:
            vague[at] = taken
        elif not whose.is_told:
            series[taken.key, claims.scope_of(taken)][at] = taken
    bodies = vague_bodies({at: w for at, w in vague.items() if not w.is_told}, claims.id_of)
    claims.add(body for body in bodies if vague[body.members[0]].key)
    for (key, scope), members in series.items():
        on_file = [one.id for at in members if isinstance(one := chosen.get(at), Chosen)]
        id_, why = (min(on_file), "") if on_file else claims.id_for(key, scope, members.values())
        for at, whose in members.items():
            chosen.setdefault(at, Chosen(id_, whose, why, scope, is_of_new=True))
    for body in bodies:
        for at in body.members:
            chosen.setdefault(at, claims.id_of_vague(body, vague[at]))
    return [chosen[at] for at in range(len(said))]


def _alike(said: Sequence[Whose], claims: IdClaims) -> list[Whose]:
    """All documents, their names completed where one body is meant: copies of one alike."""
    taken = [claims.completed(whose) for whose in said]
    names: dict[tuple[str, int], set[str]] = defaultdict(set)
    for whose, one in zip(said, taken, strict=True):
        if one is not whose:
            names[one.sha256, one.year].add(one.name)
    for at, whose in enumerate(said):
        found = names.get((whose.sha256, whose.year), set())
        if whose.sha256 and found and not whose.is_whole:
            taken[at] = replace(whose, name=min(found)) if len(found) == 1 else whose
    return taken


def _of_document(whose: Whose, known: OnFile) -> str:
    """The id under which this very document is on file."""
    ids = known.made_of(whose.sha256, whose.year)
    return next((id_ for id_ in whose.ids if id_ in ids), ids[0] if ids else "")


def _of_name(whose: Whose, known: OnFile) -> Chosen | None:
    """The id on file of a body with this name, of figures of this scope.

    Of several the one is taken that has the year, else that the file's name says.
    """
    heads = [known.of(id_, whose.year) or known.latest(id_) for id_ in known.named(whose.key)]
    there = [head for head in heads if head and whose.explicit_scope in (None, head.scope)]
    with_year = [head for head in there if head.year == whose.year]
    if len(with_year) != 1:
        usual = [head for head in with_year or there if head.scope == usual_scope(whose.key)]
        there = usual or with_year or there
    of_file = [head for head in there if head.agency.id in whose.ids]
    one = next(iter(of_file if len(with_year) != 1 else with_year), next(iter(there), None))
    if one is None:
        return None
    id_ = one.agency.id
    alike = [head.agency.id for head in there if head.scope == one.scope]
    if len(alike) > 1:
        said = f"“{whose.name}”在已有数据中有几个代号（{'、'.join(alike)}），归入 {id_}"
    elif whose.ids and id_ not in whose.ids:
        said = f"与已有的 {id_} 是同一机关，归入 {id_}"
    else:
        said = ""
    return Chosen(id_, whose, said)
