"""Documents of our own in the forms that databases export, and a small writer of PDF files."""

FIRST = (
    "Envoys of Norland and Estmark met in Geneva on Monday and agreed to open talks on the river treaty.",
    "The foreign minister of Norland, Karin Holt, said that her government would send envoys next week.",
)
SECOND = (
    "Estmark offered on Tuesday to withdraw its patrol boats from the lower river before the talks begin.",
    "A spokesman in Norland denied that any such offer had been made and warned of a longer blockade.",
)

NEXIS = f"""Envoys agree on river talks
Harbour Herald (Norland)
January 10, 2022 Monday
Late Edition - Final

Copyright 2022 Harbour Herald All Rights Reserved
Section: Section A; Column 0; Foreign Desk; Pg. 4
Length: 420 words
Byline: By Ann Lee
Dateline: GENEVA
Highlight: The first talks in two years.
Body


{FIRST[0]}

{FIRST[1]}

Load-Date: January 11, 2022


End of Document
Opinion: No talks without the boats
Morning Wire
January 11, 2022 Tuesday

Copyright 2022 Morning Wire
Section: OPINION
Length: 310 words
Byline: Tom Berg
Body

{SECOND[0]}

{SECOND[1]}

Load-Date: January 12, 2022
Language: ENGLISH

End of Document
"""

NEXIS_OLD = f"""1 of 2 DOCUMENTS

Harbour Herald

January 10, 2022 Monday
Late Edition

Envoys agree on river talks

BYLINE: By ANN LEE

SECTION: FOREIGN; Pg. 4

LENGTH: 420 words

DATELINE: GENEVA

{FIRST[0]}

{FIRST[1]}

LOAD-DATE: January 11, 2022

LANGUAGE: ENGLISH

2 of 2 DOCUMENTS

Morning Wire

January 11, 2022 Tuesday

Boats may leave the river

BYLINE: Tom Berg

LENGTH: 310 words

{SECOND[0]}

{SECOND[1]}

LOAD-DATE: January 12, 2022
"""

FACTIVA_CODED = f"""SE	World News
HD	Envoys agree on river talks
BY	By Ann Lee
WC	420 words
PD	10 January 2022
ET	08:00 AM
SN	Harbour Herald
SC	HARBH
LA	English
CY	Copyright 2022 Harbour Herald
LP	{FIRST[0]}
TD	{FIRST[1]}
RE	norl : Norland
AN	Document HARBH00020220110ei1a0001x
HD	Boats may leave the river
WC	310 words
PD	11 January 2022
SN	Morning Wire
SC	MWIRE
LA	English
LP	{SECOND[0]}
TD	{SECOND[1]}
AN	Document MWIRE00020220111ei1b0002y
"""

FACTIVA_PLAIN = f"""World
Envoys agree on river talks
By Ann Lee
420 words
10 January 2022
08:00
Harbour Herald
HARBH
English
Copyright 2022 Harbour Herald

{FIRST[0]}

{FIRST[1]}

Document HARBH00020220110ei1a0001x

Boats may leave the river
310 words
11 January 2022
Morning Wire
MWIRE
English
(c) 2022 Morning Wire

{SECOND[0]}

{SECOND[1]}

Document MWIRE00020220111ei1b0002y
"""

BAR = "_" * 60
PROQUEST = f"""{BAR}
Report Information from ProQuest
January 20 2022
{BAR}

Document 1 of 2

Envoys agree on river talks

Author: Lee, Ann

Publication info: Harbour Herald ; Norland [Norland]. 10 Jan 2022: A.4.

Abstract: A summary that is not of the report.

Full text: {FIRST[0]}

{FIRST[1]}

Section: Foreign

Publication title: Harbour Herald; Norland

Pages: A.4

Publication date: Jan 10, 2022

Document type: News

ProQuest document ID: 2600000001

Document URL: https://www.proquest.example/newspapers/river-talks/docview/2600000001

Language of publication: English

{BAR}

Document 2 of 2

Boats may leave the river

Full text: {SECOND[0]}

{SECOND[1]}

Publication title: Morning Wire (Online)

Publication date: Jan 11, 2022

Document type: Editorial

ProQuest document ID: 2600000002

{BAR}
"""

EUROPRESSE = f"""<!DOCTYPE html><html><body><div id="docContain"><article>
<header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Harbour Herald</span></div>
<span class="DocHeader">World, Monday, January 10, 2022 420 words, p. 4</span>
<div class="titreArticle">
<p class="titreArticleVisu rdp__articletitle">Envoys agree on river talks</p></div></header>
<p class="sm-margin-bottomNews">Ann Lee</p>
<div class="docOcurrContainer"><p>{FIRST[0]}</p><p>{FIRST[1]}</p></div>
<footer><p>© 2022 Harbour Herald. All rights reserved.</p>
<div class="publiC-lblNodoc">news·20220110·HH·0001</div></footer></article>
<article><header><span class="DocPublicationName">Morning Wire (web site)</span>
<span class="DocHeader"><p>mardi 11 janvier 2022 310 mots</p></span>
<p class="titreArticleVisu">Boats may leave the river</p></header>
<div class="docOcurrContainer"><p>{SECOND[0]}</p><p>{SECOND[1]}</p></div>
<div class="publiC-lblNodoc">web·20220111·MWI·0002</div></article></div></body></html>
"""


def as_html(text):
    """Return an export as the page that such a database saves: a paragraph or a row of a table a line."""
    rows = "".join(
        f"<table><tr><td><b>{line.partition(chr(9))[0]}</b></td><td>{line.partition(chr(9))[2]}</td></tr></table>"
        if "\t" in line
        else f"<p>{line}</p>"
        for line in text.splitlines()
    )
    return f"<html><head><title>Export</title></head><body>{rows}</body></html>"


def as_rtf(text):
    """Return an export in RTF."""
    escaped = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in text)
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times;}}\\f0 "
        + escaped.replace("\t", "\\tab ").replace("\n", "\\par\n")
        + "}"
    )


def pdf(pages, size=10):
    """Return a PDF file of pages, each a list of (x, y, line) in points from the lower left."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf {x} {y} Td ({line.replace('(', '').replace(')', '')}) Tj ET\n"
            for x, y, line in lines
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    whole, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(whole)}\n%%EOF"
    return (f"{whole}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}").encode("latin-1")
