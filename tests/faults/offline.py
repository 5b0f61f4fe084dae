"""The real engine in a process that may not open a socket: the interpreter itself refuses."""

from __future__ import annotations

import socket
import sys

from extractor import pipeline

_SOCKETS = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
)


def _refuse(event, arguments):
    if event in _SOCKETS:
        raise RuntimeError(f"{event} {arguments}")


def extract(path, options):
    """The real engine."""
    sys.addaudithook(_refuse)
    return pipeline.extract(path, options)


def reach_out(path, options):
    """An engine that wants the network."""
    sys.addaudithook(_refuse)
    socket.create_connection(("127.0.0.1", 9))
