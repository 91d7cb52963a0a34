import pathlib

import pytest

from epitaph_server import BINARY, ROOT, Server

SHARED_EVENTS = ROOT.parent / "shared" / "data" / "ecs-events"
SAMPLES = ROOT / "samples" / "ecs-events.ndjson"


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not there: make build", returncode=3)


@pytest.fixture
def data(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder for a server that is not there yet: a first start makes it."""
    return tmp_path / "data"


@pytest.fixture
def server(data: pathlib.Path):
    """A server on an empty store; it must still be there at the end of the test, and stop well."""
    running = Server(data).start()
    yield running
    try:
        if running.process is not None:
            assert running.process.poll() is None, f"the server went away\n{running.log_text()}"
            running.stop()
    finally:
        running.kill()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """A server that holds the bundled samples, for tests that only read."""
    running = Server(tmp_path_factory.mktemp("stocked") / "data").start()
    running.epitaph("import", str(SAMPLES))
    yield running
    try:
        running.stop()
    finally:
        running.kill()


@pytest.fixture
def shared_events() -> list[pathlib.Path]:
    files = sorted(SHARED_EVENTS.glob("*.json"))
    if not files:
        pytest.skip(f"{SHARED_EVENTS} is not there")
    return files
