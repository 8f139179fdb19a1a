"""Demands without a verb of demanding: an official says that another party "must" or "should" do something.

"Iran must stop its attacks, the foreign minister said" is the commonest demand of all, and no word in it
is one of asking: its modal verb is the trigger, its speaker asks, and its subject is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from dragoman.coding import syntax
from dragoman.coding.candidates import Candidate, Coding
from dragoman.coding.frames import Frame
from dragoman.coding.participants import Participants, codes_of
from dragoman.coding.statements import telling_statement
from dragoman.coding.word_lists import word_lists
from dragoman.language.time_tense import is_conditional
from dragoman.ontology.rules import Rule
from dragoman.records import Mention

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "OPP", "REB", "PTY", "SPY", "UAF"})
"""Sectors whose words about what others must do are demands; experts and papers only advise."""
OWED = frozenset({"ROOT", "ccomp", "conj", "parataxis"})
"""How the verb hangs that says what is owed: not in a relative or conditional clause."""
RULE = Rule(category="REQUEST", actor=("nsubj",), recipient=(), weight=0.6)


def obligations(sentence: DocSpan, people: Participants) -> Iterator[tuple[Candidate, Coding]]:
    """Yield a candidate for each modal verb of a sentence by which a speaker demands something."""
    for token in sentence:
        verb = token.head
        if token.dep_ != "aux" or token.lower_ not in word_lists().obliging or verb.dep_ not in OWED:
            continue
        statement = telling_statement(sentence.doc, token.idx)
        if statement is None or statement.act != "speech" or _is_open(verb):
            continue
        speakers = [mention for mention in statement.speakers if _is_official(mention)]
        asked = people.of([s for s in syntax.subjects(verb) for s in syntax.with_conjuncts(s)])
        if not speakers or not codes_of(asked) - codes_of(statement.speakers):
            continue
        frame = Frame(token, "verb")
        yield (
            Candidate(frame, RULE, "", (verb,)),
            Coding("REQUEST", "", RULE.weight, "", f"a speaker says what another “{token.text}” do"),
        )


def _is_official(mention: Mention) -> bool:
    actor = mention.actor
    return actor.kind in {"state", "body"} or bool(OFFICIAL & {*actor.sectors})


def _is_open(verb: Token) -> bool:
    """Tell whether what is owed is only asked, supposed, or long over ("should have stopped")."""
    helpers: Iterable[str] = (child.lower_ for child in syntax.children(verb, "aux"))
    return is_conditional(verb) or "have" in helpers or verb.sent.text.rstrip(" \n\"'”’").endswith("?")
