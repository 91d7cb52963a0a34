#!/usr/bin/env python3
"""Writes docs/causes.md from the catalogue of causes: make_causes.py, or make_causes.py --check, which fails when the
page is not what it would write."""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/causes.md"
CATALOGUE = ROOT / "src/diagnosis/catalogue"
CASES = ROOT / "src/diagnosis/testdata"

STEPS = {"stopped-reason": "what ECS says of the task", "stop-code": "the stop code alone",
         "container-reason": "what is said of a container", "exit-code": "the exit code of the container that ended first",
         "otherwise": "when nothing else held"}
GROUPS = [
    ("Asked for, or done", ["user-stopped", "scheduler-scaling", "instance-drained", "app-exit-success"]),
    ("The capacity went away", ["spot-interruption", "host-terminated", "host-maintenance", "instance-deregistered"]),
    ("It was found unhealthy", ["elb-health-check", "container-health-check"]),
    ("The application ended", ["out-of-memory", "killed", "app-exit-error", "app-crash-signal", "terminated"]),
    ("The image could not be pulled", "image-pull-"),
    ("The task could not be prepared", "init-"),
    ("There was no place or no network", ["capacity", "network-interface"]),
    ("The container could not be started",
     ["start-command", "start-port-conflict", "dependency-failed", "disk-full", "runtime-error"]),
    ("ECS itself", ["agent-state", "internal-error", "start-failed", "unknown"]),
]
HEAD = """# Why Amazon ECS tasks stop

Every cause that Epitaph tells, with what it means, what to look at in which order, and how it is recognized. `epitaph
why TASK` names the cause of one task and quotes the fields that say so; `epitaph top --by cause` counts them.

This page is made from the catalogue (`tools/make_causes.py`); the same files decide.

Texts are asked before codes, codes before what a container says, that before exit codes: the first that holds decides.
Patterns are regular expressions without regard to case, all of which must be found.
"""


FOOT = """## Exit codes

The code of the container that ended first, where nothing above it decided. An absent code is not 0: the container never
ran, or nobody saw its end.

| code | means | cause |
| --- | --- | --- |
| 0 | the main process came to its end | [app-exit-success](#app-exit-success) |
| 1 to 125 | the application's own; 125 is also Docker's, 2 often bad arguments | [app-exit-error](#app-exit-error) |
| 126, 127 | command found but not executable; not found | [start-command](#start-command) |
| 137 | SIGKILL: by the kernel for memory, by somebody, or by ECS after the stop time-out | [out-of-memory](#out-of-memory), [killed](#killed) |
| 143 | SIGTERM: normal after a stop that was asked for | [terminated](#terminated) |
| 128 + n | died of signal n: 134 abort, 135 bus error, 136 arithmetic error, 139 segmentation fault | [app-crash-signal](#app-crash-signal) |
| 255 | the entry point failed, or exit(-1) | [app-exit-error](#app-exit-error) |
| 3221225477 (0xC0000005) | Windows: access violation | [app-crash-signal](#app-crash-signal) |
| 3221226505 (0xC0000409) | Windows: fail-fast | [app-crash-signal](#app-crash-signal) |
| 3221225786 (0xC000013A) | Windows: stopped by a control event, its SIGTERM | [terminated](#terminated) |
"""


def text_of(sentence: str) -> str:
    """A sentence with its holes as they would be told of any task: optional parts go, the others become words."""
    plain = re.sub(r"\[[^\]]*\]", "", sentence)
    return re.sub(r"\{(\w+)\}", lambda hole: {"container": "the container", "reason": "…"}.get(hole[1], "…"), plain)


def sentence(text: str) -> str:
    plain = text_of(text).replace("Container the container", "The container")
    return plain[0].upper() + plain[1:]


def code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return fence + text.replace("\n", " ") + fence


def rule_line(rule: dict) -> str:
    parts = []
    if "all" in rule:
        parts.append(" and ".join(map(code, rule["all"])))
    if "unless" in rule:
        parts.append("but not " + " nor ".join(map(code, rule["unless"])))
    if "stop_codes" in rule:
        parts.append("stopCode " + " or ".join(map(code, rule["stop_codes"])))
    if "exit_codes" in rule:
        parts.append("exit code " + ", ".join(rule["exit_codes"]))
    if rule.get("without_exit_code"):
        parts.append("the container has no exit code")
    if "facts" in rule:
        parts.append(" and ".join(rule["facts"]).replace("-", " "))
    return f"- {STEPS[rule['step']]} ({rule['confidence']}): " + ("; ".join(parts) or "anything")


def examples(cause: str) -> list[str]:
    """The first three wordings that the tests of the cause know."""
    wordings = []
    for case in tomllib.loads((CASES / f"{cause}.toml").read_text())["cases"]:
        reasons = [container["reason"] for container in case.get("containers", []) if "reason" in container]
        text = reasons[0] if reasons else case.get("stopped_reason", "")
        if text and text not in wordings:
            wordings.append(text)
    return wordings[:3]


def section(cause: str) -> list[str]:
    entry = tomllib.loads((CATALOGUE / f"{cause}.toml").read_text())
    kinds = [entry["kind"]] + [variant["kind"] for variant in entry.get("variants", []) if "kind" in variant]
    lines = [f"### {cause}", "", entry["means"], "", f"*{' or '.join(kinds)}*: {sentence(entry['headline'])}", ""]
    lines += ["What to do:", ""]
    lines += [f"{number}. {sentence(check)}" for number, check in enumerate(entry["checks"], 1)]
    variants = [(" and ".join(variant["facts"]).replace("-", " "), check)
                for variant in entry.get("variants", []) for check in variant.get("checks", [])]
    if variants:
        lines += ["", *(f"- When {when}: {sentence(check)}" for when, check in variants)]
    if wordings := examples(cause):
        lines += ["", "As ECS writes it:", "", "```text", *wordings, "```"]
    lines += ["", "<details><summary>How it is recognized</summary>", "", *map(rule_line, entry["rules"]), "",
              "</details>", "", f"[AWS's page]({entry['link']})", ""]
    return lines


def page() -> str:
    left = {file.stem for file in CATALOGUE.glob("*.toml")}
    groups = []
    for title, which in GROUPS:
        causes = sorted(cause for cause in left if cause.startswith(which)) if isinstance(which, str) else which
        groups.append((title, causes))
        left -= set(causes)
    if left:
        groups.append(("Others", sorted(left)))
    contents = [f"- {title}: " + ", ".join(f"[{cause}](#{cause})" for cause in causes) for title, causes in groups]
    lines = [HEAD, *contents, ""]
    for title, causes in groups:
        lines += [f"## {title}", ""]
        for cause in causes:
            lines += section(cause)
    return "\n".join([*lines, FOOT])


if sys.argv[1:] == ["--check"]:
    if not PAGE.exists() or PAGE.read_text() != page():
        sys.exit("docs/causes.md is not what the catalogue says: run tools/make_causes.py")
    print("docs/causes.md: up to date")
else:
    PAGE.write_text(page())
