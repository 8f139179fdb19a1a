"""Mail: newsletters and forwarded articles in EML and MBOX form."""

import datetime as dt
from email.message import EmailMessage

from dragoman.errors import ReadError


def message(body, html="", attached=(), **headers):
    mail = EmailMessage()
    mail["From"] = "Harbour Herald <news@herald.example>"
    mail["To"] = "reader@example.org"
    mail["Subject"] = "Fwd: Envoys agree on river talks"
    mail["Date"] = "Mon, 10 Jan 2022 08:00:00 +0100"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def test_subject_sender_and_date_become_title_outlet_and_date(read, article):
    for name in ("a.eml", "message"):
        (report,) = read(name, message(article))
        assert report.title == "Envoys agree on river talks"
        assert report.outlet == "Harbour Herald"
        assert report.published == dt.date(2022, 1, 10)
        assert report.body.of(report.text).split() == article.split()


def test_a_newsletter_in_html_is_read_without_its_foot(read, article):
    head = "<table><tr><td>View in browser</td></tr></table>"
    html = (
        f"{head}<p>{article}</p><p>You received this because you signed up. <a href='x'>Unsubscribe</a></p>"
    )
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "n@h.example", "Talks", "Mon, 10 Jan 2022 08:00:00 +0000"
    mail.set_content(html, subtype="html", charset="iso-8859-1") if html.isascii() else mail.set_content(
        html, subtype="html"
    )
    (report,) = read("a.eml", bytes(mail))
    assert "Unsubscribe" not in report.text
    assert report.text.startswith("Envoys of Norland")
    assert report.outlet == "n@h.example".partition("@")[2]


def test_attachments_are_read_by_their_own_form(read, article, page):
    found = read(
        "a.eml",
        message("See below.", attached=[("talks.html", page().encode()), ("b.txt", article.encode())]),
    )
    names = [one.name for one in found if not isinstance(one, ReadError)]
    assert "a.eml:talks.html" in names
    assert "a.eml:b.txt" in names


def test_a_folder_of_mail_gives_each_message_and_a_broken_one_costs_itself_only(read, article):
    parts = [
        message(article),
        message("x" * 30_000),
        b"From: x\n\n\xff\xfe\x00\n",
        message(article + " So it went on.\n\n>From then on."),
    ]
    data = b"".join(b"From news@herald.example Mon Jan 10 08:00:00 2022\n" + part + b"\n\n" for part in parts)
    found = read("all.mbox", data, max_report_bytes=20_000)
    assert [one.name for one in found] == [f"all.mbox:{number}" for number in range(1, 5)]
    assert [isinstance(one, ReadError) for one in found] == [False, True, True, False]
    assert "larger than 20,000 bytes" in found[1].reason
