"""The predicate lexicon: which verbs, nouns and adjectives tell which PLOVER category, and how."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

from dragoman.errors import DataError
from dragoman.ontology.plover import Ontology, load_ontology
from dragoman.ontology.rules import ACTOR_CLASS, Facts, Rule
from dragoman.tables import check, read_table

VERBS = "predicates_verbs.yaml"
NOUNS = "predicates_nouns.yaml"
ADJECTIVES = "predicates_adjectives.yaml"
CLASSES = "word_classes.yaml"
MODES = "content_modes.yaml"
ANY = "predicates_any.yaml"

NOUN_ACTOR = ("poss", "by", "amod", "compound", "from")
"""Where the actor of an event noun stands when its rule does not say ("Moscow's threat", "a threat by")."""

LightKind = Literal["do", "undergo", "happen"]
OperatorKind = Literal["none", "future", "hypothetical", "negation"]

Entries = dict[str, tuple[Rule, ...]]


class Predicates:
    """The lexicon, laid out for look-up by lemma and the words that hang on it."""

    def __init__(
        self,
        verbs: Entries,
        nouns: Entries,
        adjectives: Entries,
        classes: dict[str, frozenset[str]],
        content_modes: dict[str, dict[str, str]],
        light_verbs: dict[str, LightKind],
        operators: dict[str, OperatorKind],
        by_category: dict[str, Rule],
    ) -> None:
        self.verbs = verbs
        self.nouns = nouns
        self.adjectives = adjectives
        self.classes = classes
        """Word class to its lemmas."""
        self.light_verbs = light_verbs
        """Verb to how it carries an event noun: its object, for which the verb's subject is the doer (`do`)
        or the one whom it befalls (`undergo`), or its subject (`happen`; with an object, as `do`)."""
        self.operators = operators
        """Verbs over a clause, and what they do to an event told in it: a mark, or nothing ("managed to
        seize")."""
        self.by_category = by_category
        """Category to the rule of a word that the lexicon does not know."""
        self._content_modes = content_modes
        self._verb_words = _by_head(verbs, 0)
        self._noun_words = _by_head(nouns, -1)
        self._adjective_words = _by_head(adjectives, 0)

    @property
    def verb_heads(self) -> Collection[str]:
        """Lemmas that head at least one verb form."""
        return self._verb_words.keys()

    @property
    def noun_heads(self) -> Collection[str]:
        """Lemmas that head at least one noun form."""
        return self._noun_words.keys()

    @property
    def adjective_heads(self) -> Collection[str]:
        """Lemmas that head at least one adjective form."""
        return self._adjective_words.keys()

    def verb(self, lemma: str) -> tuple[Rule, ...]:
        """Return the rules of the verb alone, in the order to try them."""
        return self.verbs.get(lemma, ())

    def noun(self, lemma: str) -> tuple[Rule, ...]:
        """Return the rules of the noun alone."""
        return self.nouns.get(lemma, ())

    def adjective(self, lemma: str) -> tuple[Rule, ...]:
        """Return the rules of the predicate adjective."""
        return self.adjectives.get(lemma, ())

    def verb_with(self, lemma: str, *words: str) -> tuple[Rule, ...]:
        """Return the rules of the multiword verb of `lemma` and `words` (particle, then preposition)."""
        return self.verbs.get(" ".join((lemma, *words)), ())

    def verb_rules(self, lemma: str, words: Collection[str] = ()) -> tuple[Rule, ...]:
        """Return all rules for a verb by whose side `words` hang, those of the longest form first.

        `words` are lemmas of its particles, prepositions (with a particle's or preposition's own) and,
        for forms such as "take hostage", of its object and complement.
        """
        return _rules(self._verb_words.get(lemma, ()), words)

    def noun_rules(self, lemma: str, words: Collection[str] = ()) -> tuple[Rule, ...]:
        """Return all rules for a noun with compounds and adjectives `words`, longest form first."""
        return _rules(self._noun_words.get(lemma, ()), words)

    def adjective_rules(self, lemma: str, words: Collection[str] = ()) -> tuple[Rule, ...]:
        """Return all rules for an adjective by whose side `words` hang, longest form first."""
        return _rules(self._adjective_words.get(lemma, ()), words)

    def choose(self, rules: Iterable[Rule], facts: Facts) -> Rule | None:
        """Return the first of `rules` that holds; None where none does or that one is neutral."""
        for rule in rules:
            if rule.holds(facts, self.classes):
                return None if rule.neutral else rule
        return None

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Return the names of all classes that have `lemma`."""
        return frozenset(name for name, words in self.classes.items() if lemma in words)

    def content_mode(self, category: str, content: str) -> str:
        """Return the mode that `content` (a class's name, or the lemma of a content's head) gives.

        Empty where the category has no such modes or the content tells none of them.
        """
        table = self._content_modes.get(category, {})
        if content in table:
            return table[content]
        for name, mode in table.items():
            if content in self.classes[name]:
                return mode
        return ""


def _by_head(entries: Entries, head: int) -> dict[str, tuple[tuple[frozenset[str], tuple[Rule, ...]], ...]]:
    found: dict[str, list[tuple[frozenset[str], tuple[Rule, ...]]]] = {}
    for form, rules in entries.items():
        words = form.split()
        lemma = words.pop(head)
        found.setdefault(lemma, []).append((frozenset(words), rules))
    return {lemma: tuple(sorted(forms, key=lambda form: -len(form[0]))) for lemma, forms in found.items()}


def _rules(
    forms: Iterable[tuple[frozenset[str], tuple[Rule, ...]]], words: Collection[str]
) -> tuple[Rule, ...]:
    beside = frozenset(words)
    return tuple(rule for extra, rules in forms if extra <= beside for rule in rules)


@cache
def load_predicates() -> Predicates:
    """Return the checked lexicon; raise `DataError` naming file and entry when a table is wrong."""
    ontology = load_ontology()
    classes = make_classes(read_table(CLASSES))
    verbs, nouns, adjectives = read_table(VERBS), read_table(NOUNS), read_table(ADJECTIVES)
    return Predicates(
        verbs=make_entries(_section(verbs, "verbs", VERBS), VERBS, classes, ontology),
        nouns=make_entries(_section(nouns, "nouns", NOUNS), NOUNS, classes, ontology, NOUN_ACTOR),
        adjectives=make_entries(
            _section(adjectives, "adjectives", ADJECTIVES), ADJECTIVES, classes, ontology
        ),
        classes=classes,
        content_modes=make_content_modes(read_table(MODES), classes, ontology),
        light_verbs=_kind_of(_section(verbs, "light_verbs", VERBS), get_args(LightKind)),
        operators=_kind_of(_section(verbs, "operators", VERBS), get_args(OperatorKind)),
        by_category=make_general_rules(read_table(ANY), classes, ontology),
    )


def make_general_rules(
    table: Mapping[str, Any], classes: Mapping[str, frozenset[str]], ontology: Ontology
) -> dict[str, Rule]:
    """Return the rule of each category for words that the lexicon does not know."""
    rules = {name: check(Rule, {**item, "category": name}, ANY, name) for name, item in table.items()}
    for name, rule in rules.items():
        _check_rule(rule, ANY, name, classes, ontology)
    missing = ontology.categories.keys() - rules.keys()
    if missing:
        raise DataError(f"{ANY}: no rule for {', '.join(sorted(missing))}")
    return rules


def _section(table: Mapping[str, Any], name: str, file: str) -> dict[str, Any]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise DataError(f"{file}: no section {name!r}")
    return section


def _kind_of(section: Mapping[str, list[str]], known: tuple[Any, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, words in section.items():
        if kind not in known:
            raise DataError(f"{VERBS}: {kind}: one of {', '.join(known)} is expected")
        for word in words:
            if word in found:
                raise DataError(f"{VERBS}: {kind}: {word!r} stands twice")
            found[word] = kind
    return found


def make_classes(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return the word classes of `table`, in which `+name` takes in a class that stands above."""
    classes: dict[str, frozenset[str]] = {}
    for name, items in table.items():
        words: set[str] = set()
        for item in items:
            if not isinstance(item, str):
                raise DataError(f"{CLASSES}: {name}: {item!r} is no word (quote it)")
            if item.startswith("+"):
                if item[1:] not in classes:
                    raise DataError(f"{CLASSES}: {name}: no class {item[1:]} above it")
                words |= classes[item[1:]]
            elif item in words:
                raise DataError(f"{CLASSES}: {name}: {item!r} stands twice")
            else:
                words.add(item)
        classes[name] = frozenset(words)
    return classes


def make_entries(
    section: Mapping[str, Any],
    file: str,
    classes: Mapping[str, frozenset[str]],
    ontology: Ontology,
    actor: tuple[str, ...] = (),
) -> Entries:
    """Return the rules of each form; a key may name several forms with commas between them.

    A list of rules may hold another one (of a YAML anchor), which is spliced in.

    `actor` are the slots of the actor for a rule that names none.
    """
    entries: Entries = {}
    for key, value in section.items():
        rules = tuple(check(Rule, item, file, key) for item in _flat(value))
        rules = tuple(
            rule if rule.actor or rule.neutral else rule.model_copy(update={"actor": actor}) for rule in rules
        )
        for rule in rules:
            _check_rule(rule, file, key, classes, ontology)
        for form in key.split(", "):
            if form in entries:
                raise DataError(f"{file}: {form!r} stands twice")
            entries[form] = rules
    return entries


def _flat(value: object) -> list[object]:
    return [rule for item in value for rule in _flat(item)] if isinstance(value, list) else [value]


def _check_rule(
    rule: Rule, file: str, key: str, classes: Mapping[str, frozenset[str]], ontology: Ontology
) -> None:
    if rule.category and rule.category not in ontology.categories:
        raise DataError(f"{file}: {key}: no category {rule.category}")
    if rule.mode and not ontology.is_mode(rule.category, rule.mode):
        raise DataError(f"{file}: {key}: {rule.category} has no mode {rule.mode}")
    for name in rule.classes:
        if name != ACTOR_CLASS and name not in classes:
            raise DataError(f"{file}: {key}: no word class {name}")


def make_content_modes(
    table: Mapping[str, dict[str, str]], classes: Mapping[str, frozenset[str]], ontology: Ontology
) -> dict[str, dict[str, str]]:
    """Return, for each category, the mode that each class of content gives."""
    for category, modes in table.items():
        if category not in ontology.categories:
            raise DataError(f"{MODES}: no category {category}")
        for name, mode in modes.items():
            if name not in classes:
                raise DataError(f"{MODES}: {category}: no word class {name}")
            if not ontology.is_mode(category, mode):
                raise DataError(f"{MODES}: {category}: {name}: no mode {mode}")
    return dict(table)
