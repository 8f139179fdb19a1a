"""A reader without a language pipeline, to test what surrounds it; as a program it takes in a folder.

python tests/readers_at_work.py FOLDER LEDGER [BYTES]   BYTES limits the size of files that may be written
"""

import resource
import signal
import sys

from dragoman.cli_intake import take_in
from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.reading.english import require_english
from dragoman.records import Reading
from dragoman.settings import Settings
from reading.conftest import ARTICLE


class BareReader:
    """Gives each report a reading without records; breaks on those that say so."""

    def read_reports(self, reports, on_failure):
        for report in reports:
            if "BREAK" in report.text:
                on_failure(report, "dragoman_events", ValueError("an odd clause"))
            else:
                yield self.read_report(report)

    def read_report(self, report):
        return Reading(report=report, model="none")


def main():
    folder, path, *limit = sys.argv[1:]
    if limit:
        require_english("a.txt", ARTICLE)  # loads its model by way of a temporary file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), int(limit[0])))
    try:
        with Ledger(path, wait=500.0) as ledger:
            print(take_in([folder], Settings(), ledger, BareReader()).summary())
    except DragomanError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
