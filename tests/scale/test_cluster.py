"""Reading on a Ray cluster of several nodes: the readings of one machine, whatever happens to the nodes."""

import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from select import select

import numpy as np
import pytest

ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed: the cluster is not tested")
from ray.cluster_utils import Cluster  # noqa: E402

from dragoman.cli_cluster import take_in_from_cluster  # noqa: E402
from dragoman.errors import DragomanError, ReadError  # noqa: E402
from dragoman.ledger import Ledger  # noqa: E402
from dragoman.ledger.similarity import load_similarity  # noqa: E402
from dragoman.reader import load  # noqa: E402
from dragoman.reading import read_sources  # noqa: E402
from dragoman.scale import encoding  # noqa: E402
from dragoman.scale.cluster import _cause, read_on_cluster  # noqa: E402
from dragoman.scale.encoding import ClusterSimilarity  # noqa: E402
from dragoman.scale.layout import Layout  # noqa: E402
from short_reports import SENTENCES  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(os.cpu_count() == 1, reason="a cluster of two nodes needs two cores"),
]
NODE = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}


@pytest.fixture
def cluster():
    """A head that reads nothing, and two nodes that do."""
    made = Cluster(initialize_head=True, head_node_args={**NODE, "num_cpus": 0})
    made.add_node(**NODE)
    made.add_node(**NODE)
    made.connect()
    yield made
    ray.shutdown()
    made.shutdown()


def text(number):
    return f"Report {number}. {SENTENCES[number % len(SENTENCES)]}"


@pytest.fixture
def folder(tmp_path):
    """Ten reports and one that is empty."""
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(10):
        (made / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    (made / "empty.txt").write_text("", encoding="utf-8")
    return made


@pytest.fixture
def site():
    """Two more reports, for which none gets an answer before one that asked has gone away."""
    asked, gone = Queue(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.put(self.path)
            while not gone.is_set():
                if select([self.connection], [], [], 0.05)[0]:  # it has no more to say: it was closed
                    gone.set()
                    return
            body = text(int(self.path[1:])).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.asked = asked
    server.addresses = [f"http://127.0.0.1:{server.server_port}/{number}" for number in (10, 11)]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def account(ledger):
    return [entry.model_dump_json() for entry in ledger.entries()]


def test_a_node_that_dies_in_the_middle_loses_nothing_and_doubles_nothing(
    cluster, folder, site, tmp_path, settings, monkeypatch
):
    options = settings.model_copy(
        update={
            "engine": "ray",
            "parquet": str(tmp_path / "out"),
            "part_inputs": 1,
            "batch_size": 4,
            "allow_private_hosts": ("127.0.0.1",),
            "fetch_timeout": 60.0,
        }
    )
    sources = [*site.addresses, str(folder)]
    in_hand = []

    def lose_a_node():
        in_hand.extend(site.asked.get(timeout=100) for _ in cluster.worker_nodes)
        cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)

    losing = threading.Thread(target=lose_a_node)
    losing.start()
    readings, parts, failures = [], [], []
    layout = Layout(options.parquet)
    for item in read_on_cluster(sources, options):
        (failures if isinstance(item, ReadError) else parts).append(item)
    losing.join()
    assert sorted(in_hand) == ["/10", "/11"]  # each node had one of them in hand
    assert site.asked.qsize() == 1  # and one was read again
    assert len(cluster.worker_nodes) == 1
    assert failures == []
    assert sorted(part.part for part in parts) == sorted(layout.done())
    assert [failed.name for part in parts for failed in part.failed] == [str(folder / "empty.txt")]
    for part in parts:
        readings += layout.readings(part)
    reports = [item for item in read_sources(sources, options) if not isinstance(item, ReadError)]
    plain = {reading.report.id: reading for reading in load(options).read_reports(reports)}
    assert len(readings) == len(plain) == 12
    assert {reading.report.id: reading for reading in readings} == plain

    # What is done is not done again, and the ledger is that of one machine.
    start = time.monotonic()
    monkeypatch.setattr(encoding, "WORTH_SHARING", 2)
    monkeypatch.setattr(encoding, "_SHARE", 1)
    with Ledger(similarity=ClusterSimilarity(options)) as told, Ledger() as alone:
        intake = take_in_from_cluster(sources, options, told)
        assert (intake.read, intake.known, len(intake.failures)) == (12, 0, 1)
        alone.add_all(plain.values())
        alone.reconcile(load(options).read_report)
        assert account(told) == account(alone) != []
    assert np.array_equal(ClusterSimilarity(options).vectors(SENTENCES), load_similarity().vectors(SENTENCES))
    assert len(layout.done()) == len(parts)
    assert time.monotonic() - start < 120


def test_without_a_place_for_parquet_it_says_so(settings):
    with Ledger() as ledger, pytest.raises(DragomanError, match="--parquet"):
        take_in_from_cluster(["x.txt"], settings.model_copy(update={"engine": "ray"}), ledger)


def test_a_part_that_breaks_tells_the_cause_in_one_line_and_not_where():
    broken = ray.exceptions.RayTaskError(
        "_read_part", "Traceback\n  File x\nseen\nhere", ValueError("no such\n  place"), pid=1, ip="10.0.0.1"
    )
    for error in (broken, broken.as_instanceof_cause()):
        assert _cause(error) == "ValueError: no such place"
    gone = ray.exceptions.WorkerCrashedError()
    assert _cause(gone).startswith("WorkerCrashedError: The worker died unexpectedly")
