"""Bytes to text: binary inputs are refused, the charset is found, and no character is altered."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import ReadError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16, whose little-endian mark it begins with."""

SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Characters that no text holds; tab, newlines, form feed and escape are let through."""

MAX_CONTROL_SHARE = 0.01
DETECTION_SAMPLE = 200_000
"""Bytes that the charset is guessed from: enough for a report, and bounds the time."""


def decode(name: str, data: bytes, declared: str = "") -> str:
    """Return the text of `data`, line endings as they are; a byte order mark is no part of it.

    `declared` is the charset that the source itself names (an HTTP header, an HTML `meta`); it is
    taken only where UTF-8 does not fit, since many pages declare what they are not. Raises
    `ReadError` for empty and binary inputs and for a charset that cannot be told.
    """
    if not data.strip():
        raise ReadError(name, "is empty; give a file that holds a report")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(name, f"is {what}; save the report as .txt, .html or .docx and read that")
    text = _decode(name, data, declared)
    if len(CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise _binary(name)
    return text


def charset_of(name: str, sample: bytes, declared: str = "") -> str:
    """Return the charset of a long input by its beginning, for a codec that passes a byte order mark over.

    `declared` counts as in `decode`. Raises `ReadError` for a charset that cannot be told.
    """
    for mark, charset in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return charset
    for charset in ("utf-8", declared):
        try:
            if charset:
                codecs.getincrementaldecoder(charset)().decode(sample)  # a character may be cut at the end
                return charset
        except (UnicodeDecodeError, LookupError):
            continue
    return _likeliest(name, sample)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are wrong in a text's charset as Western Windows text: see `WESTERN`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


WESTERN = "dragoman-western"
"""Name of the handler of errors for inputs whose charset is told by their beginning alone."""
codecs.register_error(WESTERN, _as_western)


def _decode(name: str, data: bytes, declared: str) -> str:
    for mark, charset in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(charset)
            except UnicodeDecodeError as error:
                raise ReadError(name, f"begins as {charset} but is broken; save it as UTF-8") from error
    if b"\x00" in data:
        raise _binary(name)
    for charset in ("utf-8", declared):
        try:
            return data.decode(charset) if charset else _guess(name, data)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(name, data)


def _guess(name: str, data: bytes) -> str:
    """Return `data` in its likeliest charset."""
    charset = _likeliest(name, data[:DETECTION_SAMPLE])
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"begins as {charset} but is broken; save it as UTF-8") from error


def _likeliest(name: str, sample: bytes) -> str:
    """Return the charset that charset-normalizer finds likeliest.

    Western Windows text wins every tie: only English is read, and its few other characters (quotes,
    dashes, accents in names) look alike in all of the Windows charsets to a detector.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        raise ReadError(name, "is in no charset that could be recognised; save it as UTF-8")
    western = next((m for m in matches if "cp1252" in m.could_be_from_charset), None)
    return "cp1252" if western and western.chaos <= best.chaos else best.encoding


def _binary(name: str) -> ReadError:
    return ReadError(name, "is binary, not text; save the report as .txt or .html and read that")
