"""Schedules that fire. The clock is put ahead, as server.movable_clock allows, so that nobody waits for a minute."""
import datetime

import pytest
import requests

from epitaph_server import ACCOUNT, REGION, Server
from eventbridge_steps import eventually, log_everything, logged, refusal


@pytest.fixture
def ticking(data):
    """A server whose clock may be moved."""
    running = Server(data, EPITAPH_SERVER_MOVABLE_CLOCK="true").start()
    yield running
    try:
        running.stop()
    finally:
        running.kill()


def put_ahead(server: Server, **span) -> None:
    seconds = int(datetime.timedelta(**span).total_seconds())
    answer = requests.put(f"{server.url}/api/v1/clock", json={"aheadSeconds": seconds}, timeout=60)
    assert answer.status_code == 200, answer.text


def ticks(server: Server, count: int) -> list[dict]:
    """The events that a schedule sent, as soon as there are so many."""
    return eventually(lambda: seen if len(seen := logged(server, "/events/tick")) >= count else None) or []


def test_a_rate_fires_and_a_restart_neither_loses_nor_doubles(ticking):
    log_everything(ticking, "tick", "/events/tick", ScheduleExpression="rate(5 minutes)")
    put_ahead(ticking, minutes=16)
    events = ticks(ticking, 3)
    assert len(events) == 3
    times = [datetime.datetime.fromisoformat(event["time"]) for event in sorted(events, key=lambda e: e["time"])]
    assert [later - earlier for earlier, later in zip(times, times[1:])] == [datetime.timedelta(minutes=5)] * 2
    assert {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}, "account": ACCOUNT,
            "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/tick"]}.items() <= events[0].items()

    ticking.kill()
    ticking.start()
    put_ahead(ticking, minutes=21)
    assert len(ticks(ticking, 4)) == 4


def test_cron_fires_at_its_minute(ticking):
    log_everything(ticking, "tick", "/events/tick", ScheduleExpression="cron(30 12 ? * MON-SUN *)")
    put_ahead(ticking, days=1)
    [event] = ticks(ticking, 1)
    assert event["time"].endswith("T12:30:00Z")


def test_a_disabled_rule_rests(ticking):
    log_everything(ticking, "tick", "/events/tick", ScheduleExpression="rate(1 hour)")
    log_everything(ticking, "rest", "/events/rest", ScheduleExpression="rate(1 minute)", State="DISABLED")
    put_ahead(ticking, minutes=61)
    assert len(ticks(ticking, 1)) == 1
    assert logged(ticking, "/events/rest") == []


@pytest.mark.parametrize("expression", ["rate(1 minutes)", "rate(5 minute)", "rate(10 seconds)", "rate(0 days)",
                                        "cron(0 1 * * * *)", "cron(71 8 1 * ? *)", "every minute"])
def test_what_is_no_schedule_is_refused(server, expression):
    assert refusal(server.boto3("events").put_rule, Name="tick", ScheduleExpression=expression) == (
        "ValidationException", "Parameter ScheduleExpression is not valid.")


def test_a_schedule_is_of_the_default_bus(server):
    events = server.boto3("events")
    events.create_event_bus(Name="orders")
    assert refusal(events.put_rule, Name="tick", EventBusName="orders", ScheduleExpression="rate(1 day)") == (
        "ValidationException", "ScheduleExpression is supported only on the default event bus.")


def test_the_clock_stands_firm_unless_configured(server):
    answer = requests.put(f"{server.url}/api/v1/clock", json={"aheadSeconds": 60}, timeout=60)
    assert answer.status_code == 409
    assert requests.get(f"{server.url}/api/v1/clock", timeout=60).json()["movable"] is False
