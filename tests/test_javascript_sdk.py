"""The AWS SDK for JavaScript, v3, by Node's own test runner: tests/javascript/."""
import subprocess

import pytest

from epitaph_server import ROOT

# By the package's own path: npm 9, which is Debian's, makes no link to it in node_modules/.bin.
[NODE] = ROOT.glob("node_modules/node-linux-*/bin/node")
TESTS = sorted((ROOT / "tests" / "javascript").glob("*.test.mjs"))


@pytest.mark.parametrize("file", TESTS, ids=[file.name for file in TESTS])
def test_javascript(server, file):
    done = subprocess.run([NODE, "--test", file], capture_output=True, text=True, timeout=120, env=server.environment())
    assert done.returncode == 0, done.stdout + done.stderr
