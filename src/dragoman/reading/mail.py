"""Mail: newsletters and forwarded articles as EML files and MBOX folders, read by the standard library."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr

from dragoman.errors import ReadError
from dragoman.reading.assemble import Metadata, make_report
from dragoman.reading.boilerplate import clean
from dragoman.reading.charset import decode
from dragoman.reading.dates import parse_date
from dragoman.reading.item import Found, Item, too_large, whole_report
from dragoman.reading.lines import html_lines
from dragoman.records import Report
from dragoman.settings import Settings

MAX_PARTS = 500
FROM_LINE = re.compile(rb"From \S+.*\d{4}\s*$")
LOOKS_LIKE_MAIL = re.compile(
    rb"(?:(?:Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|DKIM-Signature|"
    rb"X-[\w-]+): [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"(?:unsubscribe|view (?:this (?:email|message)|it) in (?:your|a) browser|"
    r"manage your preferences|"
    r"you (?:are receiving|received) this|update your (?:email )?preferences)",
    re.IGNORECASE,
)


def read_eml(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the report of one message, and what is attached to it."""
    yield from _message(item, "", whole_report(item, settings), settings)


def read_mbox(item: Item, settings: Settings) -> Iterator[Found]:
    """Yield the reports of a folder of messages, numbered from 1; one message is held at a time."""
    number = 0
    lines: list[bytes] = []
    size = 0
    # A line that is longer than the limit comes in parts, so that memory stays bounded.
    for line in iter(lambda: item.stream.readline(settings.max_report_bytes), b""):
        if FROM_LINE.match(line) and (not lines or not lines[-1].strip()):
            yield from _numbered(item, number, lines, size, settings)
            number += 1
            lines, size = [b""], 0
            item.budget.member()
            continue
        size += len(line)
        if size <= settings.max_report_bytes:
            lines.append(line[1:] if line.startswith(b">From ") else line)
        elif not line.strip():
            lines[-1] = b""  # keeps the mark of an empty line before the next message
    if not number:
        raise ReadError(item.name, "holds no message; give a folder of mail in mbox form")
    yield from _numbered(item, number, lines, size, settings)


def _numbered(item: Item, number: int, lines: list[bytes], size: int, settings: Settings) -> Iterator[Found]:
    if not number:
        return
    if size > settings.max_report_bytes:
        yield too_large(f"{item.name}:{number}", settings.max_report_bytes)
        return
    try:
        yield from _message(item, str(number), b"".join(lines), settings)
    except ReadError as error:
        yield error


def _message(item: Item, suffix: str, data: bytes, settings: Settings) -> Iterator[Found]:
    name = f"{item.name}:{suffix}" if suffix else item.name
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [
            part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False) if not part.is_multipart()
        ]
        metadata = _metadata(message)
        body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
        text = _text(body) if body is not None else ""
        attached = [
            part for part in parts if part is not body and part.get_content_disposition() == "attachment"
        ]
        members = [(part.get_filename() or "attachment", part.get_payload(decode=True)) for part in attached]
    # The standard library's parser raises whatever broken headers and encodings lead it to.
    except Exception as error:
        raise ReadError(
            name, f"is a broken message ({error}); save its text as .txt", step="parse"
        ) from error
    if text.strip() or not members:
        try:
            yield _report(name, text, metadata)
        except ReadError as error:
            yield error
    for file_name, payload in members:
        if isinstance(payload, bytes) and payload.strip():
            member = f"{suffix}:{file_name}" if suffix else file_name
            item.budget.member()
            item.budget.spend(len(payload))
            yield item.within(member, io.BytesIO(payload), file_name=file_name)


def _report(name: str, text: str, metadata: Metadata) -> Report:
    if not text.strip():
        raise ReadError(name, "holds no text beside its metadata; give a file that holds the report")
    return make_report(name, text, metadata)


def _metadata(message: email.message.Message) -> Metadata:
    """Return subject, sender and date. The sender of a newsletter is the outlet."""
    sender, address = parseaddr(str(message.get("From", "")))
    host = address.rpartition("@")[2]
    subject = re.sub(
        r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", "", str(message.get("Subject", "")), flags=re.IGNORECASE
    )
    return Metadata(
        title=" ".join(subject.split()),
        outlet=" ".join(sender.split()) or host,
        published=parse_date(str(message.get("Date", ""))),
    )


def _text(part: email.message.Message) -> str:
    """Return the text of a message's body, without what newsletters put at its end."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    words = decode("", payload, part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        words = "\n\n".join(line for line in html_lines(words) if line)
    lines = [line for line in words.splitlines() if not (FOOT.search(line) and len(line) < 300)]
    return clean("\n".join(lines))[0]
