"""One `epitaph serve` on a data folder, and the clients that speak to it.

A Server is started, stopped (SIGTERM, must exit 0) or killed (SIGKILL), and may be started again on the same folder. Every
client gets credentials that nobody issued, the home Region, and no configuration of whoever runs the tests.
"""
import json
import os
import pathlib
import signal
import subprocess
import time
from typing import Any

import boto3
import requests
from botocore.config import Config

ROOT = pathlib.Path(__file__).parent.parent
BINARY = pathlib.Path(os.environ.get("EPITAPH_BINARY", ROOT / "build" / "release" / "epitaph"))
REGION = "us-east-1"
ACCOUNT = "000000000000"
READY_SECONDS = 180  # ends a hang; a server that exits is noticed at once
STOP_SECONDS = 30


class Server:
    def __init__(self, data: pathlib.Path, *options: str, preexec=None, **environment: str):
        """`options` and `environment` are those of `epitaph serve`; `preexec` is called in its process, before it is."""
        self.preexec = preexec
        self.data = data
        self.options = options
        self.more_environment = environment
        self.log = data.with_suffix(".log")
        self.process: subprocess.Popen | None = None
        self.url = ""

    def start(self) -> "Server":
        address = self.data / "address"
        address.unlink(missing_ok=True)  # of a server that was killed
        self.process = self.spawn()
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if address.exists() and (bound := address.read_text().strip()):
                self.url = f"http://{bound}"
                if self.is_ready():
                    return self
            time.sleep(0.01)
        raise AssertionError(f"the server is not ready\n{self.log_text()}")

    def spawn(self) -> subprocess.Popen:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [BINARY, "serve", "--data", self.data, "--listen", "127.0.0.1:0", *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env=self.environment(**self.more_environment), preexec_fn=self.preexec)

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def stop(self) -> None:
        """Asks it to stop; it must do so of its own, and well."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(STOP_SECONDS) == 0, self.log_text()
        self.process = None

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    # Clients ---------------------------------------------------------------------------------------------------

    def environment(self, **more: str) -> dict[str, str]:
        home = str(self.data.parent)
        return {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TZ": "UTC", "EPITAPH_URL": self.url,
                "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": REGION,
                "AWS_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1",
                "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", **more}

    def aws(self, *arguments: str, **environment: str) -> Any:
        """What Debian's AWS CLI answers, decoded; None where it prints nothing."""
        done = subprocess.run(["/usr/bin/aws", "--endpoint-url", self.url, "--output", "json", *arguments],
                              capture_output=True, text=True, timeout=60,
                              env=self.environment(**environment))
        assert done.returncode == 0, f"aws {' '.join(arguments)}\n{done.stderr}"
        return json.loads(done.stdout) if done.stdout.strip() else None

    def boto3(self, service: str, *, region: str = REGION, key: str = "test") -> Any:
        """A client without retries. A `key` of twelve digits is that account's."""
        return boto3.client(service, endpoint_url=self.url, region_name=region, aws_access_key_id=key,
                            aws_secret_access_key="test", config=Config(retries={"total_max_attempts": 1}))

    def epitaph(self, *arguments: str, exit_code: int = 0, stdin: bytes | None = None, **environment: str) -> str:
        """What a command of the binary prints on stdout; it must exit with `exit_code`."""
        done = self.epitaph_run(*arguments, stdin=stdin, **environment)
        assert done.returncode == exit_code, \
            f"epitaph {' '.join(arguments)}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}"
        return done.stdout.decode()

    def epitaph_run(self, *arguments: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *map(str, arguments)], input=stdin or b"", capture_output=True, timeout=60,
                              env=self.environment(**environment))

    def epitaph_json(self, *arguments: str) -> Any:
        return json.loads(self.epitaph(*arguments, "-o", "json"))

    def call(self, service_target: str, body: bytes | str | dict, **headers: str) -> requests.Response:
        """One AWS JSON request as `service_target` (`Logs_20140328.PutLogEvents`) wants it, whatever its body."""
        if isinstance(body, dict):
            body = json.dumps(body)
        service = "logs" if service_target.startswith("Logs") else "events"
        scope = f"test/20260302/{REGION}/{service}/aws4_request"
        return requests.post(self.url + "/", data=body, timeout=60, headers={
            "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": service_target,
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00", **headers})

    def intake(self, body: bytes | str | dict | list) -> requests.Response:
        """Events that happened on real AWS, through the webhook."""
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False)
        if isinstance(body, str):
            body = body.encode()
        return requests.post(f"{self.url}/intake/eventbridge", data=body, timeout=60,
                             headers={"Content-Type": "application/json"})

    def messages(self, group: str) -> list[str]:
        """Every message of a log group, in order of time, paged to the end."""
        pages = self.boto3("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
        return [event["message"] for page in pages for event in page["events"]]
