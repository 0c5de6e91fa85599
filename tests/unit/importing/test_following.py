"""A feed that is followed: read from public hosts only, kept up with, and what has gone from it called off (L15)."""

import threading
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mobee_pyr.content.followed import Followed
from mobee_pyr.content.tree import find
from mobee_pyr.importing import following, remote
from tests.builders import NOW, a_network, a_site

HEAD = '<?xml version="1.0"?><source><publisher>Exemple</publisher>'
ONE = "<mission><title>Mission {0}</title><clientId>{0}</clientId><organizationName>Le Kiosque</organizationName></mission>"


def feed(*numbers):
    return (HEAD + "".join(map(ONE.format, numbers)) + "</source>").encode()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked.append(dict(self.headers))
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:1/")
            self.end_headers()
        elif self.headers.get("If-None-Match") == server.etag:
            self.send_response(304)
            self.end_headers()
        else:
            self.send_response(server.status)
            self.send_header("ETag", server.etag)
            self.end_headers()
            self.wfile.write(server.body)

    def log_message(self, *_said):
        """Nothing."""


@pytest.fixture
def source():
    """A publisher's own server, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.asked, server.status, server.etag, server.body = [], 200, '"1"', feed(1, 2)
    server.url = f"http://127.0.0.1:{server.server_port}/feed"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


here = partial(remote.fetch, allowed=lambda address: address == "127.0.0.1")


class _Silent:
    """Where no letter is looked at."""

    def at(self, moment):
        return self

    def beside(self, site):
        return self


@pytest.fixture
def network(source):
    made = a_network(a_site(), manager="maud")
    made.followed = Followed("engagement", source.url, "maud")
    return made


def go(network, now):
    site = network.__parent__
    return following.run(lambda work: work(site), _Silent(), now, here)


def states(network):
    return {mission.title: mission.state for mission in network["le-kiosque"].inside("mission")}


def test_new_missions_come_in_and_those_that_have_gone_are_called_off(network, source):
    """Never deleted; the journal says why. Between two looks, six hours pass."""
    assert go(network, NOW) == 1 and states(network) == {"Mission 1": "published", "Mission 2": "published"}
    assert go(network, NOW + timedelta(hours=1)) == 0
    source.body, source.etag = feed(2, 3), '"2"'
    assert go(network, NOW + timedelta(hours=7)) == 1
    assert states(network) == {"Mission 1": "cancelled", "Mission 2": "published", "Mission 3": "published"}
    last = next(find(network.__parent__, "/culture/le-kiosque/mission-1").deeds())
    assert last.why == "N’est plus publiée par Exemple" and dict(network.followed.counts)["closed"] == 1


def test_what_did_not_change_is_not_read_again(network, source):
    go(network, NOW)
    go(network, NOW + timedelta(hours=7))
    assert source.asked[1]["If-None-Match"] == '"1"' and network.followed.looked == NOW + timedelta(hours=7)


def test_more_than_half_never_go_at_once(network, source):
    source.body = feed(*range(30))
    go(network, NOW)
    source.body, source.etag = feed(1), '"2"'
    go(network, NOW + timedelta(hours=7))
    assert set(states(network).values()) == {"published"} and network.followed.fault.startswith("Plus de la moitié")


@pytest.mark.parametrize(("status", "body", "told"), [(500, b"", "Le site répond"), (200, b"<html>", "Ce n’est pas du XML")])
def test_a_fault_is_told_and_changes_nothing(network, source, status, body, told):
    source.status, source.body = status, body
    go(network, NOW)
    assert network.followed.fault.startswith(told) and network.children is None


@pytest.mark.parametrize(
    "url",
    (
        *("http://127.0.0.1/", "http://localhost/x", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/"),
        *("http://[::ffff:10.0.0.1]/", "http://192.168.1.1:8080/", "ftp://example.org/", "file:///etc/passwd", "https://a:b@example.org/"),
        *("https://", "javascript:x", "http://x y/", "http://100.64.0.1/", "http://0.0.0.0/", "http://224.0.0.1/", "http://printer.local/"),
    ),
)
def test_only_public_addresses_are_taken(url):
    assert remote.fault_of(url) is not None


def test_a_public_address_is_taken():
    assert remote.fault_of("https://www.example.org/flux.xml?x=1") is None


def test_a_name_or_a_redirect_that_leads_inside_is_refused_when_it_is_met(source):
    """What a name means is looked at when it is connected to, and again wherever a server sends."""
    with pytest.raises(remote.NotFetched) as refused:
        remote.fetch(source.url)
    assert refused.value.message == remote.NOT_PUBLIC and source.asked == []
    with pytest.raises(remote.NotFetched) as refused:
        here(source.url.replace("/feed", "/away"))
    assert refused.value.message == remote.NOT_PUBLIC
