"""People in a report: where their names stand, which titles belong to them, and who they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.actors.registry import Entity
from dragoman.language.mention_context import Context
from dragoman.language.mention_draft import Gender
from dragoman.language.mention_names import gender_of
from dragoman.language.mention_titles import FORMER, HONORIFICS, LEADERS, TitleAt
from dragoman.language.mention_words import words

INITIAL = re.compile(r"(?P<initial>[A-Z]\.)|(?P<suffix>II|III|IV)")
YOUNGER = frozenset({"Jr.", "Jr", "Sr.", "Sr"})
BEFORE_A_TITLE = words("before_a_title") | FORMER
SINGLE = frozenset({"lastname", "common_lastname", "person"})
NOT_CARRIED = frozenset({"AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "NUM"})
"""What the tagger does not take a last name for."""


@dataclass(slots=True)
class Name:
    """A person's name in the report: tokens `start` to `end`, and the phrase around it."""

    start: int
    end: int
    words: tuple[str, ...]
    known: tuple[Entity, ...] = ()
    phrase: int = 0
    """Where the title before the name begins; `start` without one."""
    titles: list[TitleAt] = field(default_factory=list)
    gender: Gender = ""
    honorific: bool = False
    code: str = ""
    former: bool = False
    appositions: list[TitleAt] = field(default_factory=list)


def find_names(context: Context) -> list[Name]:
    """Return the names of people in text order, with titles and appositions."""
    taken: dict[int, Name] = {}
    for start, end, sure in candidates(context):
        if any(i in taken for i in range(start, end)):
            continue
        words = tuple(token.text.replace("’", "'") for token in context.doc[start:end])
        name = Name(start, end, words, people(context, words), start)
        read_titles(context, name)
        presented = len(name.words) > 1 and name.appositions
        if not (name.titles or name.honorific or presented or believable(context, name, sure)):
            continue
        taken.update(dict.fromkeys(range(start, end), name))
    names = list({id(name): name for name in taken.values()}.values())
    for name in names:
        shorten(context, name, names)
    names.extend(carried(context, names, taken))
    names.sort(key=lambda name: name.start)
    return names


def believable(context: Context, name: Name, sure: bool) -> bool:
    """Tell whether a name without a title is a person's.

    A single word needs a bearer who leads a state, or who is in office in a state that the report
    names; one that nobody known bears must at least do something.
    """
    if len(name.words) > 1:
        return sure or bool(name.known)
    for entity in name.known:
        office = context.lexicon.registry.office_on(entity.id, context.on)
        if office is not None and (office.role in LEADERS or context.codes[office.code]):
            return True
    acting = context.doc[name.start].dep_ in {"nsubj", "nsubjpass", "poss"}
    return sure and (acting or bool(name.known))


def shorten(context: Context, name: Name, names: list[Name]) -> None:
    """Cut a noun that spaCy took into a name ("Comey Memos") where the report has the name without it.

    A first name is not what remains of a name: "Paul Howes" is no Paul of the who's who.
    """
    if name.known or len(name.words) < 2 or name.words[-2] == "-":
        return
    shorter = name.words[:-1]
    common = context.doc[name.end - 1].tag_ in {"NN", "NNS", "NNPS"}
    if len(shorter) == 1 and (not common or gender_of(name.words) or _stands_alone(name.words[-1], names)):
        return
    if people(context, shorter) or any(other.words == shorter for other in names if other is not name):
        name.end, name.words = name.end - 1, shorter
        name.known, name.gender = people(context, shorter), gender_of(shorter)


def _stands_alone(word: str, names: list[Name]) -> bool:
    return any(other.words == (word,) for other in names)


def is_state(context: Context, start: int, end: int) -> bool:
    """Tell whether spaCy takes all of a state's or town's name for a person ("help Nepal rebuild")."""
    place = context.place_at.get(start)
    if place is not None and (place.start, place.end) == (start, end):
        return True
    hit = context.hit_at.get(start)
    return hit is not None and (hit.start, hit.end) == (start, end) and context.entity(hit).kind == "state"


def candidates(context: Context) -> list[tuple[int, int, bool]]:
    """Return where names may stand, the surest first: the registry's, then spaCy's people.

    The flag tells whether the place alone is enough; else a title or a known bearer is needed.
    """
    doc = context.doc
    people_ = {i for ent in doc.ents if ent.label_ == "PERSON" for i in range(ent.start, ent.end)}
    spans: list[tuple[int, int, bool]] = []
    for hit in context.hits:
        kinds = hit.kinds()
        if hit.end - hit.start == 1 and _is_first_of_a_name(context, hit.start, hit.end):
            continue
        if "person" in kinds and (hit.end - hit.start > 1 or hit.start in people_):
            spans.append((hit.start, hit.end, True))
        elif kinds <= SINGLE and "common_lastname" not in kinds and doc[hit.start].pos_ == "PROPN":
            before = context.before(hit.start)
            if (
                before is None
                or before.pos_ != "PROPN"
                or before.lower_ in HONORIFICS
                or before.i in context.title_at
            ):
                spans.append((hit.start, hit.end, hit.start in people_))
    for ent in doc.ents:
        if ent.label_ == "PERSON" and context.first <= ent.start and ent.end <= context.last:
            start, end = trimmed(context, ent.start, ent.end)
            if start < end:
                spans.append((start, end, not is_state(context, start, end)))
    for ent in doc.ents:
        unknown = ent.label_ in {"ORG", "GPE", "NORP", "FAC"} and 1 < len(ent) < 4
        names = all(token.pos_ == "PROPN" and token.i not in context.hit_at for token in ent)
        if unknown and names and context.first <= ent.start:
            spans.append((ent.start, ent.end, False))
    for title in context.titles:
        start = title.end
        end = start
        while end < min(context.last, start + 3) and doc[end].pos_ == "PROPN" and _is_free(context, end):
            end += 1
        if (
            end > start
            and doc[title.head].pos_ in {"PROPN", "NOUN"}
            and doc[start].ent_type_ not in {"DATE", "TIME", "ORG", "GPE"}
        ):
            spans.append((start, end, False))
    longest_known = sorted(spans, key=lambda span: (not bool(people_named(context, span)), span[0] - span[1]))
    return longest_known


def _is_first_of_a_name(context: Context, start: int, end: int) -> bool:
    """Tell whether a last name of the who's who is somebody's first name here: "John" in "John Egan"."""
    doc = context.doc
    if end >= len(doc) or doc[end].tag_ != "NNP":
        return False
    titled = start - 1 in context.title_at
    if titled and doc[start].dep_ == "compound" and doc[start].head.i == end and end not in context.hit_at:
        return True
    one_name = (doc[end].ent_iob_, doc[end].ent_type_) == ("I", "PERSON")
    return one_name and (titled or bool(gender_of((doc[start].text, doc[end].text))))


def _is_free(context: Context, at: int) -> bool:
    """Tell whether a word is nobody's known name, or only a last name that others may bear, too."""
    hit = context.hit_at.get(at)
    return hit is None or (hit.end - hit.start == 1 and hit.kinds() <= SINGLE)


def people_named(context: Context, span: tuple[int, int, bool]) -> tuple[Entity, ...]:
    """Return the registry's bearers of the name at `span`."""
    return people(context, tuple(token.text for token in context.doc[span[0] : span[1]]))


def people(context: Context, words: tuple[str, ...]) -> tuple[Entity, ...]:
    """Return the registry's people of this name, middle initials and suffixes set aside."""
    registry = context.lexicon.registry
    text = "".join(word if word == "-" else f" {word}" for word in words).replace("- ", "-").strip()
    found = registry.people_named(text)
    if found or len(words) < 2:
        return found
    short = [word for word in words if not INITIAL.fullmatch(word)]
    return registry.people_named(" ".join(short)) if 1 < len(short) < len(words) else ()


def trimmed(context: Context, start: int, end: int) -> tuple[int, int]:
    """Cut titles, possessives and what is no name from spaCy's person; empty when nothing is left."""
    doc = context.doc
    while start < end and (
        doc[start].lower_ in HONORIFICS
        or (start in context.title_at and context.title_at[start].end < end)
        or doc[start].is_lower
        or doc[start].is_punct
        or (
            start in context.hit_at
            and not context.hit_at[start].kinds() & SINGLE
            and context.hit_at[start].end < end
        )
    ):
        start += 1
    while end > start and not (doc[end - 1].is_alpha or INITIAL.fullmatch(doc[end - 1].text)):
        end -= 1
    while end > start + 1 and doc[end - 1].pos_ not in {"PROPN", "NOUN", "ADJ", "X"}:
        end -= 1
    while start + 1 < end and doc[start].pos_ not in {"PROPN", "NOUN", "ADJ", "X"}:
        start += 1
    while end > start + 1 and doc[end - 1].tag_ in {"NNPS", "NNS"} and not context.hit_at.get(end - 1):
        end -= 1
    if end + 1 < context.last and doc[end].text == "-" and not doc[end].whitespace_ and doc[end + 1].is_alpha:
        end += 2
    if end < context.last and doc[end].text in YOUNGER:
        end += 1
    hit = context.hit_at.get(start)
    named = hit is not None and not hit.kinds() & SINGLE and hit.start <= start and hit.end >= end
    words = [token for token in doc[start:end] if token.is_alpha]
    if named or not words or all(token.is_lower or (token.is_upper and len(words) > 1) for token in words):
        return start, start
    if start in context.title_at and context.title_at[start].end >= end:
        return start, start
    return start, end


def carried(context: Context, names: list[Name], taken: dict[int, Name]) -> list[Name]:
    """Find the last names of people named in full elsewhere in the report."""
    lasts = {last for name in names for last in last_words(context, name)}
    firsts = {name.words[0] for name in names if len(name.words) > 1 and gender_of(name.words)}
    found = []
    for i in range(context.first, context.last):
        token = context.doc[i]
        if i in taken or token.text not in lasts | firsts or token.pos_ in NOT_CARRIED:
            continue
        hit = context.hit_at.get(i)
        if hit is not None and hit.end - hit.start > 1 and not hit.kinds() & SINGLE:
            continue
        if hit is not None and "name" in hit.kinds() and token.ent_type_ in {"GPE", "LOC"}:
            continue
        name = Name(i, i + 1, (token.text,), people(context, (token.text,)), i)
        read_titles(context, name)
        found.append(name)
    return found


def last_words(context: Context, name: Name) -> set[str]:
    """Return the words by which a person may be called after the full name."""
    words = [word for word in name.words if not INITIAL.fullmatch(word) and word not in YOUNGER]
    lasts = set(words[-1:])
    for entity in name.known:
        lasts |= context.lexicon.lastnames.get(entity.id, frozenset())
    if "-" in name.words or (len(name.words) == 3 and name.words[0] in {"Kim", "Park", "Lee", "Moon"}):
        lasts.add(name.words[0])
    return {last for last in lasts if len(last) > 1}


def read_titles(context: Context, name: Name) -> None:
    """Find the titles before and after a name, and the state or body that they name."""
    doc, start = context.doc, name.start
    begin = start
    sentence = max(doc[start].sent.start, context.first)
    i = start - 1
    while i >= sentence and (reach := belongs(context, i)) is not None:
        i = reach - 1
        if doc[i + 1].lower_ in {"of", "for"} and not names_land(context, i + 2, start):
            break
        title = context.title_at.get(i + 1)
        lower = doc[i + 1].lower_
        if lower in HONORIFICS:
            name.honorific, begin = True, i + 1
            name.gender = name.gender or gender_word(lower)
        if title is not None:
            name.titles.append(title)
        name.former = name.former or lower in FORMER
        if name.titles:
            begin = i + 1
    while begin < start and doc[begin].text in {"-", "'s", "’s", ","}:
        begin += 1
    if begin > sentence and doc[begin - 1].lower_ in {"the", "a", "an"} and name.titles:
        begin -= 1
    if not name.titles and start - 2 >= sentence and doc[start - 1].text in {"'s", "’s"}:
        hit = context.hit_at.get(start - 2)
        if hit is not None and context.entity(hit).kind == "state":
            begin = hit.start
    name.phrase = begin
    name.code = context.code_in(begin, start)
    after = name.end
    if name.titles and after + 1 < context.last and doc[after].lower_ == "of" and after + 1 in context.hit_at:
        hit = context.hit_at[after + 1]
        name.code, name.end = name.code or context.code_of(hit), hit.end
    name.appositions = appositions(context, name)
    for title in name.appositions:
        low, high = phrase_of_title(context, title)
        name.code = name.code or context.code_in(low, high)
    if not name.gender:
        name.gender = gender_of(name.words)


def names_land(context: Context, i: int, start: int) -> bool:
    """Tell whether only a land stands between "of" and a name: not in "a spokesman for President Obama"."""
    hit = context.hit_at.get(i)
    return hit is not None and hit.start == i and hit.end == start and i < start


def gender_word(lower: str) -> Gender:
    """Return the gender that an honorific tells."""
    word = HONORIFICS[lower]
    return "m" if word == "m" else "f" if word == "f" else ""


def belongs(context: Context, i: int) -> int | None:
    """Return where the word at `i` begins if it may belong to the title before a name, else None."""
    doc = context.doc
    token = doc[i]
    if i in context.title_at:
        return context.title_at[i].start
    hit = context.hit_at.get(i)
    if hit is not None and not hit.kinds() & {"person"}:
        return hit.start
    if token.lower_ in HONORIFICS or token.lower_ in BEFORE_A_TITLE or token.text in {"-", "'s", "’s"}:
        return i
    if (
        token.dep_ in {"compound", "amod", "nmod"}
        and token.pos_ in {"NOUN", "PROPN", "ADJ"}
        and token.head.i > i
    ):
        return i if token.ent_type_ not in {"DATE", "TIME"} else None
    if token.lower_ in {"of", "for"} and i > 0 and i - 1 in context.title_at:
        return i
    return None


def appositions(context: Context, name: Name) -> list[TitleAt]:
    """Return titles set beside the name: "Sergei Lavrov, Russia's foreign minister" and the reverse."""
    doc = context.doc
    head = head_of(context, name.start, name.end)
    inside = range(name.phrase, name.end)
    found = [
        context.title_at[child.i]
        for child in doc[head].children
        if child.dep_ == "appos" and child.i in context.title_at and child.i not in inside
    ]
    if doc[head].dep_ == "appos" and doc[head].head.i in context.title_at and doc[head].head.i not in inside:
        found.append(context.title_at[doc[head].head.i])
    found = found or beside(context, name)
    return [title for title in found if doc[title.head].tag_ not in {"NNS", "NNPS"}]


def _is_somebody(context: Context, at: int) -> bool:
    """Tell whether a word ends another person's name: in "Bill Clinton, President Clerides" two are told."""
    hit = context.hit_at.get(at)
    return hit is not None and bool(hit.kinds() & (SINGLE | {"person"}))


def beside(context: Context, name: Name) -> list[TitleAt]:
    """Return the title that commas alone set beside a name, where the parse does not say so."""
    doc = context.doc
    at = name.phrase - 2
    if at > context.first and doc[at + 1].text == "," and not _is_somebody(context, at):
        if at in context.hit_at:
            at = context.hit_at[at].start - 1
            while at > context.first and (
                doc[at].text in {"'s", "’s", "of", "for", "the"} or at in context.hit_at
            ):
                at -= 1
        if at in context.title_at and doc[at].head.i != name.start:
            return [context.title_at[at]]
    if name.end + 2 < context.last and doc[name.end].text == ",":
        for token in doc[name.end + 1 : min(name.end + 8, context.last)]:
            if (token.is_punct and token.text != "-") or token.pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"}:
                break
            title = context.title_at.get(token.i)
            if title is not None and (title.start > name.end + 1 or doc[title.start].pos_ == "NOUN"):
                return [title] if title.end < context.last and doc[title.end].text not in {"and"} else []
    return []


def phrase_of_title(context: Context, title: TitleAt) -> tuple[int, int]:
    """Return the noun phrase around a title: its modifiers before it, and "of", "for" and a name after."""
    doc = context.doc
    start = title.start
    low = max(doc[title.head].sent.start, context.first)
    while start > low and (
        belongs(context, start - 1) is not None
        or (
            doc[start - 1].dep_ in {"det", "poss", "case"}
            and doc[start - 1].pos_ in {"DET", "PRON", "PART", "PROPN", "NOUN"}
        )
    ):
        step = belongs(context, start - 1)
        start = step if step is not None else start - 1
        if doc[start].pos_ in {"DET", "PRON"}:
            break
    end = title.end
    if end + 1 < context.last and doc[end].lower_ in {"of", "for", "to", "from", "at", "in"}:
        at = end + 1
        while at < context.last and at < end + 4 and doc[at].pos_ in {"DET", "ADJ"}:
            if at in context.hit_at:
                break
            at += 1
        if at in context.place_at and at not in context.hit_at:
            end = context.place_at[at].end
        while at in context.hit_at and not context.hit_at[at].kinds() & {"person", "demonym"}:
            after = context.hit_at[at].end
            owns = after + 1 < context.last and doc[after].text in {"'s", "’s"}
            if owns and after + 1 not in context.hit_at:
                break
            end, at = after, after + 1 if owns else -1
    return start, end


def head_of(context: Context, start: int, end: int) -> int:
    """Return the token of the phrase that hangs on the rest of the sentence."""
    for token in context.doc[start:end]:
        if token.head.i == token.i or not start <= token.head.i < end:
            return token.i
    return end - 1
