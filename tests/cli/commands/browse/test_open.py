"""`mcp-mem0 open`: the address that it prints or opens lets in once, on the server that runs."""

import json
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from mcp_mem0.cli.connecting.paste import find_own_command
from tests.support.home_folder import Home, home_in
from tests.support.http_server import WAIT_S, free_port

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def home(tmp_path: Path) -> Generator[Home]:
    home = home_in(tmp_path / "home")
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[http]\nport = {free_port()}\n")
    yield home
    home.check_output("down")


def come_in(address: str) -> str:
    """Open an address as a browser does, and return where it leads."""
    return httpx.get(address, timeout=WAIT_S).headers["location"]


@contextmanager
def opened_here(home: Home, *words: str) -> Generator[str]:
    """Run `open` in the foreground, yield the address that it prints, and interrupt it."""
    with subprocess.Popen(
        [*find_own_command(), "open", "--print", *words],
        stdout=subprocess.PIPE,
        env={**home.environment, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield next(line.strip() for line in process.stdout if line.startswith("http://"))
        finally:
            process.send_signal(signal.SIGINT)
    assert process.returncode == 0


@pytest.mark.heavy
def test_the_server_is_started_and_each_address_lets_in_once(home: Home) -> None:
    first, second = (json.loads(home.check_output("open", "--print", "--json")) for _ in range(2))
    led = [come_in(first["url"]), come_in(first["url"]), come_in(second["url"])]
    status = json.loads(home.check_output("status", "--json"))

    assert (first["started"], second["started"]) == (True, False)
    assert not first["opened"]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/explorer/enter\?code=[\w-]{43}", first["url"])
    assert led[0].startswith("/explorer#key=")
    assert led[1] == "/explorer#denied=code"
    assert led[2].startswith("/explorer#key=")
    assert first["url"].startswith(status["explorer"])


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform != "linux", reason="names the browser as Linux does")
def test_the_browser_of_the_desktop_is_asked(home: Home, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.new\nmv {seen}.new {seen}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        [*find_own_command(), "open", "--json"],
        env={**home.environment, "BROWSER": f"{browser} %s"},
        capture_output=True,
        text=True,
        check=True,
        timeout=WAIT_S * 3,
    )

    assert json.loads(done.stdout)["opened"]
    assert come_in(seen.read_text().strip()).startswith("/explorer#key=")


@pytest.mark.heavy
def test_in_the_foreground_it_serves_the_store_itself(home: Home) -> None:
    home.check_output("remember", "Ana lives in Oslo.")
    with opened_here(home, "--here") as address:
        base = address.partition("/explorer")[0]
        with httpx.Client(base_url=base, timeout=WAIT_S * 2) as browser:
            key = browser.get(address).headers["location"].partition("key=")[2]
            headers = {"x-mcp-mem0-key": key}
            page = browser.post("/explorer/api/list", json={}, headers=headers).json()
            shown = browser.post("/explorer/api/settings", json={}, headers=headers).json()

    assert [each["text"] for each in page["memories"]] == ["Ana lives in Oslo."]
    port = next(each for each in shown["settings"] if each["key"] == "http.port")
    assert "config.toml" in port["from"]


@pytest.mark.heavy
def test_the_demo_is_filled_and_leaves_nothing(home: Home) -> None:
    with opened_here(home, "--demo") as address:
        base = address.partition("/explorer")[0]
        with httpx.Client(base_url=base, timeout=WAIT_S * 2) as browser:
            key = browser.get(address).headers["location"].partition("key=")[2]
            headers = {"x-mcp-mem0-key": key}
            page = browser.post("/explorer/api/list", json={}, headers=headers).json()
            review = browser.post("/explorer/api/review", json={}, headers=headers).json()

    assert page["total"] >= 15
    assert review["conflicts"]
    assert not home.store.exists()


@pytest.mark.heavy
def test_with_tokens_a_person_signs_in(home: Home) -> None:
    home.check_output("token", "create", "ana", "--spaces", "team")
    shown = json.loads(home.check_output("open", "--print", "--json"))

    assert shown["needs_token"]
    assert shown["url"].endswith("/explorer")


@pytest.mark.heavy
def test_other_settings_than_the_servers_are_told(home: Home) -> None:
    home.check_output("up")
    done = home.run("open", "--print", "--store", str(home.folder / "other"))

    assert done.returncode == 2
    assert "open --here" in done.stderr
    assert len(done.stderr.strip().split(". ")) == 1


def test_json_goes_with_a_server_in_the_background(home: Home) -> None:
    assert home.run("open", "--here", "--json").returncode == 2
