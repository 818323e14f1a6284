"""Loaded by every Python that starts with this folder on PYTHONPATH: no connection leaves this machine.

conftest.py at the top puts it there, so that kernels of notebooks run without a network.
"""

import socket


def _refuse_outside(name, address_of):
    original = getattr(socket.socket, name)

    def refusing(self, *arguments):
        address = address_of(arguments)
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1"):
            raise ConnectionRefusedError(f"a notebook may not reach the network: {address}")
        return original(self, *arguments)

    setattr(socket.socket, name, refusing)


_refuse_outside("connect", lambda arguments: arguments[0])
_refuse_outside("connect_ex", lambda arguments: arguments[0])
_refuse_outside("sendto", lambda arguments: arguments[-1])
_look_up = socket.getaddrinfo


def getaddrinfo(host, *arguments, **options):
    if host not in (None, "", "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost"):
        raise ConnectionRefusedError(f"a notebook may not look up names in the network: {host}")
    return _look_up(host, *arguments, **options)


socket.getaddrinfo = getaddrinfo
