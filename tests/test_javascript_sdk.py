"""The AWS SDK for JavaScript, v3, by Node's own test runner: tests/javascript/."""
import subprocess

import pytest

from epitaph_server import ROOT

NODE = ROOT / "node_modules" / ".bin" / "node"
TESTS = sorted((ROOT / "tests" / "javascript").glob("*.test.mjs"))


@pytest.mark.parametrize("file", TESTS, ids=[file.name for file in TESTS])
def test_javascript(server, file):
    done = subprocess.run([NODE, "--test", file], capture_output=True, text=True, timeout=120, env=server.environment())
    assert done.returncode == 0, done.stdout + done.stderr
