"""Values between two processes as JSON text: what arrives is data, never code; functions stay where they are.

A function is sent as a number, by which the other side can call it: so a check can call a learner's function, and that
function one that the check has handed to it, while neither process runs what belongs to the other.
"""

import base64
import json

import numpy as np

MOST = 32_000_000  # bytes of one message
PLAIN = (type(None), bool, int, float, str)
CONTAINERS = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}
KINDS = "biufcUS"  # of arrays that can be sent as bytes


class Unreadable(Exception):
    """What arrived is no value of this form"""


class Gone(Exception):
    """The other process has ended, or has closed its end"""


class Other:
    """Stands for an object that cannot be sent; its class is named as that object's"""


# ---- values -----------------------------------------------------------------------------------------------------


def encode(value, keep):
    """The JSON form of a value; keep(function) gives the dict that stands for a function"""
    if value is ...:
        return {"ellipsis": True}
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(value, keep)
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, dict):
        return {"dict": [[encode(key, keep), encode(entry, keep)] for key, entry in value.items()]}
    for name, kind in CONTAINERS.items():
        if isinstance(value, kind):
            return {name: [encode(entry, keep) for entry in value]}
    return {"function": keep(value)} if callable(value) else {"other": type(value).__name__}


def _encode_array(value, keep):
    array = np.asarray(value)
    form = {"shape": list(array.shape), "scalar": isinstance(value, np.generic)}
    if array.dtype.kind in KINDS:
        return {"array": base64.b64encode(array.tobytes()).decode(), "dtype": array.dtype.str, **form}
    return {"objects": [encode(entry, keep) for entry in array.ravel().tolist()], **form}


def decode(form, revive):
    """The value of a JSON form, revive(dict) gives what stands for a function; Unreadable if it is none"""
    try:
        return _decode(form, revive)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, MemoryError) as error:
        raise Unreadable(type(error).__name__) from None


def _decode(form, revive):
    if isinstance(form, PLAIN):
        return form
    for name, kind in CONTAINERS.items():
        if name in form:
            return kind(_decode(entry, revive) for entry in form[name])
    if "dict" in form:
        return {_decode(key, revive): _decode(entry, revive) for key, entry in form["dict"]}
    if "array" in form or "objects" in form:
        return _decode_array(form, revive)
    if "complex" in form:
        return complex(*form["complex"])
    if "function" in form:
        return revive(form["function"])
    return ... if "ellipsis" in form else type(str(form["other"]), (Other,), {})()


def _decode_array(form, revive):
    if "array" in form:
        kind = np.dtype(form["dtype"])
        if kind.kind not in KINDS:
            raise Unreadable("dtype")
        array = np.frombuffer(base64.b64decode(form["array"]), kind).reshape(form["shape"]).copy()
    else:
        array = np.empty(len(form["objects"]), dtype=object)
        array[:] = [_decode(entry, revive) for entry in form["objects"]]
        array = array.reshape(form["shape"])
    return array[()] if form["scalar"] else array


# ---- conversation -----------------------------------------------------------------------------------------------


class Peer:
    """One end of the conversation: it asks, and while it waits it answers calls of its own functions

    `about(function)` says what the other side is told of a function; `revive(number, about)` makes what stands for one.
    """

    def __init__(self, connection, about, revive, answer_call):
        self.connection, self.functions = connection, []
        self._about, self._revive, self._answer_call = about, revive, answer_call

    def encode(self, value):
        return encode(value, self._keep)

    def decode(self, form):
        return decode(form, lambda about: self._revive(self, int(about["number"]), about))

    def _keep(self, function):
        self.functions.append(function)
        return {"number": len(self.functions) - 1, **self._about(self, function)}

    def send(self, message):
        """Gone if nobody is there any more, Unreadable if the message cannot be written (a number of 5,000 digits)"""
        try:
            self.connection.send_bytes(json.dumps(message).encode())
        except OSError:
            raise Gone from None
        except (ValueError, RecursionError) as error:
            raise Unreadable(type(error).__name__) from None

    def receive(self):
        """The next message, a dict; Gone if there will be none, Unreadable if it is no message"""
        try:
            message = json.loads(self.connection.recv_bytes(MOST))
        except (EOFError, OSError):
            raise Gone from None
        except (ValueError, RecursionError) as error:
            raise Unreadable(type(error).__name__) from None
        if not isinstance(message, dict):
            raise Unreadable("message")
        return message

    def ask(self, **message):
        """What the other side replies; its calls in the meantime are answered"""
        self.send(message)
        while True:
            reply = self.receive()
            if "call" not in reply:
                return reply
            self.send(self._answer_call(self, reply))
