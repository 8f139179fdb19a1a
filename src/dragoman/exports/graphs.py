"""Formats `gexf` and `graphml`: who did what to whom as a graph, for Gephi, Cytoscape, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.views.figures import party_name

_EDGES = """
    SELECT actor, recipient, sum(events)::INTEGER, sum(cooperation)::INTEGER, sum(conflict)::INTEGER,
        round(sum(intensity * events) / sum(events), 2), min(day), max(day)
    FROM dyads WHERE actor <> recipient GROUP BY ALL ORDER BY ALL
"""


def gexf(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the graph as GEXF 1.2."""
    networkx = needed("networkx")
    yield from networkx.generate_gexf(_graph(ledger, networkx))


def graphml(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of the graph as GraphML."""
    networkx = needed("networkx")
    yield from networkx.generate_graphml(_graph(ledger, networkx))


def needed(name: str) -> ModuleType:
    """Return a module of the extra `formats`; raise `DragomanError` that says how to install it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise DragomanError(f'this needs {name}: pip install "dragoman[formats]"') from error


def _graph(ledger: Ledger, networkx: ModuleType) -> Any:  # noqa: ANN401 (networkx has no types)
    """Return parties as nodes, and what one did to another as an edge with its counts."""
    graph = networkx.DiGraph()
    for actor, recipient, events, cooperation, conflict, intensity, first, last in ledger.sql(
        _EDGES
    ).fetchall():
        for code in (actor, recipient):
            graph.add_node(code, label=party_name(code))
        graph.add_edge(
            actor,
            recipient,
            weight=events,
            cooperation=cooperation,
            conflict=conflict,
            intensity=float(intensity or 0),
            first=str(first or ""),
            last=str(last or ""),
        )
    return graph
