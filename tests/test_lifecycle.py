"""Starting, stopping under load, and who may have the data folder."""
import concurrent.futures
import json
import resource
import signal
import subprocess
import threading

import pytest
import requests

from epitaph_server import BINARY, Server
from task_events import entry, envelope, task_detail

GROUP = "/aws/events/ecs-stopped-tasks"


def test_the_bound_address_is_in_the_data_folder(server):
    address = (server.data / "address").read_text().strip()
    assert server.url == f"http://{address}"
    assert address.startswith("127.0.0.1:") and not address.endswith(":0")


def test_health_readiness_and_metrics(server):
    assert requests.get(f"{server.url}/healthz", timeout=10).status_code == 200
    metrics = requests.get(f"{server.url}/metrics", timeout=10)
    assert metrics.status_code == 200
    assert "# TYPE epitaph_" in metrics.text


def test_it_may_open_as_many_files_as_the_system_allows(data):
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    low = Server(data, preexec=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, allowed)))
    try:
        low.start()
        assert resource.prlimit(low.process.pid, resource.RLIMIT_NOFILE) == (allowed, allowed)
        low.stop()
    finally:
        low.kill()


def test_everything_is_still_there_after_a_restart(server):
    server.intake(envelope(task_detail("a" * 32)))
    tasks, messages = server.epitaph_json("tasks"), server.messages(GROUP)
    server.stop()
    server.start()
    assert server.epitaph_json("tasks") == tasks
    assert server.messages(GROUP) == messages


def test_a_second_server_is_refused_the_folder(server):
    second = subprocess.run([BINARY, "serve", "--data", server.data, "--listen", "127.0.0.1:0"], capture_output=True,
                            text=True, timeout=30, env=server.environment())
    assert second.returncode == 1
    assert str(server.data) in second.stderr
    assert server.is_ready()


def test_a_taken_port_is_said_so(server, tmp_path):
    address = server.url.removeprefix("http://")
    second = subprocess.run([BINARY, "serve", "--data", tmp_path / "other", "--listen", address], capture_output=True,
                            text=True, timeout=30, env=server.environment())
    assert second.returncode == 1
    assert address in second.stderr


@pytest.mark.parametrize("listen", ["0.0.0.0:0", "[::]:0"])
def test_an_open_door_must_be_asked_for(tmp_path, listen):
    refused = subprocess.run([BINARY, "serve", "--data", tmp_path / "data", "--listen", listen], capture_output=True,
                             text=True, timeout=30)
    assert refused.returncode in (1, 2)
    assert "--insecure" in refused.stderr


@pytest.mark.parametrize("signal_sent", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_under_load_finishes_what_it_took(data, signal_sent):
    """Whoever got an answer has it kept; whoever did not was told by a closed door, and the exit is 0."""
    server = Server(data).start()
    acknowledged: list[str] = []
    stopping = threading.Event()

    def load():
        session = requests.Session()
        while True:
            body = json.dumps({"Entries": [entry(task_detail()) for _ in range(10)]})
            try:
                answer = session.post(server.url, data=body, timeout=30, headers={
                    "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSEvents.PutEvents"})
            except requests.ConnectionError:
                assert stopping.is_set()
                return
            if answer.status_code != 200:
                assert stopping.is_set() and answer.status_code == 503
                return
            acknowledged.extend(e["EventId"] for e in answer.json()["Entries"])

    try:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            loads = [pool.submit(load) for _ in range(4)]
            while len(acknowledged) < 500 and not any(l.done() for l in loads):
                pass
            stopping.set()
            server.process.send_signal(signal_sent)
            assert server.process.wait(30) == 0, server.log_text()
            for one in loads:
                one.result()
        server.start()
        kept = {json.loads(m)["id"] for m in server.messages(GROUP)}
        assert set(acknowledged) <= kept
        server.stop()
    finally:
        server.kill()


def test_print_config_says_what_holds_and_where_it_came_from(tmp_path):
    config = tmp_path / "epitaph.toml"
    config.write_text('[home]\naccount = "123456789012"\n')
    told = subprocess.run([BINARY, "serve", "--config", config, "--listen", "127.0.0.1:9", "--print-config"],
                          capture_output=True, text=True, timeout=30, env={"EPITAPH_HOME_REGION": "eu-central-1"})
    assert told.returncode == 0, told.stderr
    assert "123456789012" in told.stdout and str(config) in told.stdout
    assert "eu-central-1" in told.stdout and "EPITAPH_HOME_REGION" in told.stdout
    assert "127.0.0.1:9" in told.stdout and "--listen" in told.stdout


BAD_CONFIGURATIONS = [
    ('[home]\naccount = 12\n', "home.account"),
    ('[server]\nlisten = "nowhere"\n', "nowhere"),
    ("[nothing]\nx = 1\n", "nothing"),
    ("[server\n", "epitaph.toml:1"),
]


@pytest.mark.parametrize("text,named", BAD_CONFIGURATIONS, ids=[named for _, named in BAD_CONFIGURATIONS])
def test_a_bad_configuration_is_refused_by_what_is_wrong(tmp_path, text, named):
    config = tmp_path / "epitaph.toml"
    config.write_text(text)
    told = subprocess.run([BINARY, "serve", "--config", config, "--data", tmp_path / "data"], capture_output=True, text=True,
                          timeout=30)
    assert told.returncode in (1, 2)
    assert named in told.stderr
