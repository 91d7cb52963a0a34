"""openapi.json against the server that serves it: every parameter that it names is sent with its example, every body that
it shows, and every answer is held against its schema. Answers that it shows are the real ones for the bundled samples;
EPITAPH_UPDATE_GOLDEN=1 writes those anew into the source, for the next build to embed."""
import json
import os
import re

import jsonschema
import pytest
import requests

from conftest import SAMPLES
from epitaph_server import ROOT, Server

FILE = ROOT / "src" / "api" / "openapi.json"
DOCUMENT = json.loads(FILE.read_text())


def resolved(item: dict) -> dict:
    if "$ref" not in item:
        return item
    found = DOCUMENT
    for key in item["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return found


def operations():
    return [(method, path, operation) for path, methods in DOCUMENT["paths"].items()
            for method, operation in methods.items()]


def parameters(operation: dict, where: str) -> list[dict]:
    return [p for p in map(resolved, operation.get("parameters", [])) if p["in"] == where]


def text_of(example) -> str:
    return json.dumps(example) if isinstance(example, (bool, int)) else example


def address(server: Server, path: str, operation: dict) -> str:
    [issue, *_] = requests.get(f"{server.url}/api/v1/issues", timeout=60).json()["items"]
    for parameter in parameters(operation, "path"):
        example = issue["id"] if parameter["example"] == "ISSUE" else text_of(parameter["example"])
        path = path.replace("{%s}" % parameter["name"], example)
    return server.url + path


def check_answer(operation: dict, answer: requests.Response) -> None:
    described = operation["responses"].get(str(answer.status_code))
    assert described, f"{answer.request.method} {answer.url}: {answer.status_code} is not described\n{answer.text}"
    if "content" not in described:
        assert answer.content == b""
        return
    kind = answer.headers["Content-Type"].split(";")[0]
    schema = described["content"][kind]["schema"]
    if kind in ("application/json", "application/problem+json"):
        jsonschema.Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(answer.json())


# A stream has no end to wait for; test_live_tail.py reads it.
GETS = [(path, operation) for method, path, operation in operations()
        if method == "get" and "text/event-stream" not in operation["responses"]["200"].get("content", {})]


@pytest.mark.parametrize("path,operation", GETS, ids=[path for path, _ in GETS])
def test_every_parameter_is_taken_and_every_answer_is_as_described(stocked, path, operation):
    url = address(stocked, path, operation)
    check_answer(operation, requests.get(url, timeout=60))
    for parameter in parameters(operation, "query"):
        if parameter["name"] == "cursor":
            continue
        example = parameter["example"]
        answer = requests.get(url, params={parameter["name"]: text_of(example)}, timeout=60)
        assert answer.status_code in (200, 404), f"{parameter['name']}: {answer.text}"
        check_answer(operation, answer)


PAGED = [(path, operation) for path, operation in GETS
         if any(p["name"] == "cursor" for p in parameters(operation, "query")) and not path.endswith("export")]


@pytest.mark.parametrize("path,operation", PAGED, ids=[path for path, _ in PAGED])
def test_pages_add_up_to_the_whole(stocked, path, operation):
    url = address(stocked, path, operation)
    [limit] = [p for p in parameters(operation, "query") if p["name"] == "limit"]
    whole = requests.get(url, params={"limit": limit["schema"]["maximum"]}, timeout=60).json()
    assert whole["nextCursor"] is None
    items, cursor = [], None
    while True:
        answer = requests.get(url, params={"limit": 1} | ({"cursor": cursor} if cursor else {}), timeout=60)
        check_answer(operation, answer)
        items += answer.json()["items"]
        cursor = answer.json()["nextCursor"]
        if cursor is None:
            break
    assert items == whole["items"]


def test_every_body_that_it_shows_is_taken(data):
    server = Server(data, EPITAPH_SERVER_MOVABLE_CLOCK="true").start()
    try:
        server.epitaph("import", str(SAMPLES))
        for method, path, operation in sorted(operations(), key=lambda o: ["post", "put", "get", "delete"].index(o[0])):
            body = resolved(operation.get("requestBody", {})).get("content", {}).get("application/json", {})
            if method == "get" or (method == "post" and "example" not in body):
                continue
            answer = requests.request(method, address(server, path, operation), json=body.get("example"), timeout=60)
            assert answer.status_code in (200, 204), f"{method} {path}: {answer.text}"
            check_answer(operation, answer)
        server.stop()
    finally:
        server.kill()


REFUSED = [("get", "/api/v1/tasks", {"clutser": "shop"}, 400, "clutser"), ("get", "/api/v1/tasks", {"limit": "0"}, 400, "limit"),
           ("get", "/api/v1/tasks", {"cursor": "x"}, 400, "cursor"), ("get", "/api/v1/tasks", {"exitCode": "x"}, 400, "exitCode"),
           ("get", "/api/v1/top", {"by": "shoe"}, 400, "by"), ("get", "/api/v1/top", {"width": "1s"}, 400, "width"),
           ("get", "/api/v1/facets", {"fields": "cause,shoe"}, 400, "fields"), ("get", "/api/v1/events", {"since": "x"}, 400, "since"),
           ("get", "/api/v1/export", {"format": "xml"}, 400, "format"), ("get", "/api/v1/issues", {"order": "x"}, 400, "order"),
           ("get", "/api/v1/export", {"format": "markdown", "unmasked": "true"}, 400, "unmasked"),
           ("get", "/api/v1/tasks/ffffffff", {}, 404, None), ("get", "/api/v1/issues/ffff", {}, 404, None),
           ("get", "/api/v1/services/a/b", {}, 404, None), ("get", "/api/v1/nothing", {}, 404, None),
           ("delete", "/api/v1/tasks", {}, 405, None), ("put", "/api/v1/retention", {}, 400, None),
           ("get", "/api/v1/logs/tail", {}, 400, "group"), ("get", "/api/v1/logs/tail", {"group": "/none"}, 404, None),
           ("post", "/api/v1/import", {}, 400, None), ("post", "/api/v1/task-definitions", {}, 400, None)]


@pytest.mark.parametrize("method,path,query,status,parameter", REFUSED)
def test_a_refusal_is_a_problem_document(stocked, method, path, query, status, parameter):
    answer = requests.request(method, stocked.url + path, params=query, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    jsonschema.Draft202012Validator({"$ref": "#/components/schemas/Problem", "components": DOCUMENT["components"]}
                                    ).validate(answer.json())
    assert answer.json()["status"] == status
    assert answer.json().get("parameter") == parameter


def shown_answers():
    for _, path, operation in operations():
        for status, response in operation["responses"].items():
            for media in response.get("content", {}).values():
                for example in media.get("examples", {}).values():
                    yield int(status), example


def test_the_answers_that_it_shows_are_the_real_ones(stocked):
    for status, example in shown_answers():
        method, target = example["summary"].split(" ", 1)
        answer = requests.request(method, stocked.url + target, timeout=60)
        assert answer.status_code == status, target
        if os.environ.get("EPITAPH_UPDATE_GOLDEN"):
            example["value"] = answer.json()
        assert example["value"] == answer.json(), target
    if os.environ.get("EPITAPH_UPDATE_GOLDEN"):
        FILE.write_text(laid_out(DOCUMENT) + "\n")


def laid_out(value, indent: int = 0) -> str:
    """JSON with as much on a line as reads well."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= 120 or not isinstance(value, (dict, list)):
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{pad}{json.dumps(key, ensure_ascii=False)}: {laid_out(item, indent + 2)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(pad + laid_out(item, indent + 2) for item in value) + "\n" + " " * indent + "]"


def test_it_is_laid_out_as_the_tests_would_write_it():
    assert re.sub(r"\s+$", "", FILE.read_text()) == laid_out(DOCUMENT)
