"""The process that parses: `python -m dragoman.reading.worker DESCRIPTOR MEMORY` answers on a pipe.

Each request is two messages, a JSON object with `parser` (`module:function`, from our own code only),
`options` and `seconds`, then the bytes; each answer is one JSON object. Nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import resource
import signal
import sys
from multiprocessing.connection import Connection
from typing import Any

from dragoman.errors import ReadError


def answer(parser: str, data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one request; the function `parser` takes the data and the options."""
    module, _, function = parser.partition(":")
    try:
        return {"kind": "done", "value": getattr(importlib.import_module(module), function)(data, options)}
    except ReadError as error:
        return {"kind": "refused", "reason": error.reason}
    except MemoryError:
        return {"kind": "memory"}
    # Parsers of foreign formats raise anything at all for hostile bytes; the file fails, not the run.
    except Exception as error:
        reason = f"cannot be parsed ({type(error).__name__}: {str(error)[:200]}); save the text as .txt"
        return {"kind": "refused", "reason": reason}


def main() -> None:
    """Answer requests until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, which gets it too, decides
    with contextlib.suppress(ValueError, OSError):  # a lower limit of the system stays
        resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
    pipe = Connection(int(sys.argv[1]))
    pipe.send_bytes(b"{}")
    with contextlib.suppress(EOFError, OSError):
        while True:
            request = json.loads(pipe.recv_bytes())
            data = pipe.recv_bytes()
            # Working time, so that a busy machine fails no report; its signal ends the process.
            signal.setitimer(signal.ITIMER_PROF, request["seconds"])
            found = answer(request["parser"], data, request["options"])
            signal.setitimer(signal.ITIMER_PROF, 0)
            pipe.send_bytes(json.dumps(found).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
