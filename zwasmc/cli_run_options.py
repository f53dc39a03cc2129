"""The options of ``zwasmc run``: what their words mean."""

from __future__ import annotations

import os
import socket
from typing import Any, Final

import click

from zwasmc.cli_compile import features_option, from_record, memory_option
from zwasmc.cli_io import SIZES, Refused, amount

TIMES: Final = {"us": 1, "ms": 1000, "s": 1000000, "m": 60000000, "h": 3600000000}
BACKLOG: Final = 128


def timeout(text: str | None) -> float | None:
    """Return seconds."""
    if text is None:
        return None
    return amount("--timeout", text, TIMES, "a time such as 100ms, 30s or 5m", 1) / 1e6


def size(text: str | None) -> int | None:
    """Return bytes."""
    return None if text is None else amount("--max-memory", text, SIZES, "a number of bytes such as 64M")


def preload(text: str) -> tuple[str, str]:
    """Return (name, file) of ``NAME=FILE``."""
    name, _, file = text.partition("=")
    if not name or not file:
        raise Refused(f"--preload {text}: expected NAME=FILE", 2)
    return name, file


def listener(text: str) -> int:
    """Return the descriptor of a socket that listens at ``HOST:PORT`` or ``[HOST]:PORT``."""
    host, _, port = text.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]") and len(host) > 2
    host = host[1:-1] if bracketed else host
    if not host or (":" in host and not bracketed) or not port.isascii() or not port.isdecimal() or len(port) > 5:
        raise Refused(f"--tcplisten {text}: expected HOST:PORT", 2)
    if int(port) > 65535:
        raise Refused(f"--tcplisten {text}: expected HOST:PORT", 2)
    flags = socket.AI_PASSIVE | socket.AI_NUMERICSERV
    why = "no address"
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags):
            found = socket.socket(family, kind, protocol)
            try:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                found.bind(address)
                found.listen(BACKLOG)
                found.setblocking(False)
                return found.detach()
            except OSError as error:
                found.close()
                why = error.strerror or str(error)
    except OSError as error:
        why = error.strerror or str(error)
    raise Refused(f"--tcplisten {text}: {why}")


def listening_at(number: int) -> str:
    """Return the address of a listening socket: the port is the system's choice when 0 was asked for."""
    found = socket.socket(fileno=os.dup(number))
    with found:
        host, port, *_ = found.getsockname()
        return f"[{host}]:{port}" if found.family == socket.AF_INET6 else f"{host}:{port}"


def preopen(option: str, text: str) -> tuple[str, str, bool]:
    """Return (host, guest, read only) of ``HOST[::GUEST]``; ``HOST=GUEST`` counts only when there is no ``::``."""
    host, separator, guest = text.partition("::")
    if not separator:
        host, separator, guest = text.partition("=")
    guest = guest if separator else host
    if not host or not guest:
        raise Refused(f"{option} {text}: expected HOST or HOST::GUEST", 2)
    return host, guest, option == "--ro-dir"


def expect_directory(option: str, host: str) -> None:
    """Refuse what is no directory."""
    try:
        os.close(os.open(host, os.O_PATH | os.O_DIRECTORY))
    except OSError as error:
        raise Refused(f"{option} {host}: {error.strerror}") from error


def inherited() -> list[str]:
    """Return the environment that this process was given, as it was: Python may have added to it since."""
    with open("/proc/self/environ", "rb") as file:
        return [os.fsdecode(item) for item in file.read().split(b"\0")[:-1]]


def environment(items: tuple[str, ...], inherit: bool) -> list[str]:
    """Return the guest's environment as KEY=VALUE, what is inherited first; a variable that is named wins over that."""
    ours = [item for item in inherited() if "=" in item]
    named: dict[str, str] = {}
    for item in items:
        key, separator, _ = item.partition("=")
        found = [item] if separator else [one for one in ours if one.startswith(f"{key}=")]
        if found:
            named[key] = found[0]
    kept = [item for item in ours if item.partition("=")[0] not in named] if inherit else []
    return kept + list(named.values())


def options_for_the_compiler(command: Any) -> Any:
    """Add the options that say how code is made or looked at: accepted, and most without effect."""
    nothing = "No effect: nothing is compiled."
    for option in (
        memory_option,
        from_record("cpu", nothing, expose_value=False),
        from_record("memory", nothing, expose_value=False),
        click.option("-j", type=click.IntRange(min=0), metavar="N", expose_value=False, help=nothing),
        click.option("--check", is_flag=True, expose_value=False, help=nothing),
        click.option("--perfmap", is_flag=True, expose_value=False, help=nothing),
        click.option("--allow-precompiled", is_flag=True, expose_value=False, help="No effect: containers do not run."),
    )[::-1]:
        command = option(command)
    return features_option(command)
