"""What goes over the wire comes out the same; what is no value is refused, and functions are called where they are."""

import multiprocessing
import threading

import numpy as np
import pytest

from tools.grading import wire


def sent(value):
    """The value after a journey; a function becomes its name"""
    return wire.decode(wire.encode(value, lambda function: function.__name__), lambda name: f"function {name}")


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, -2.5, "text", ..., 1 + 2j, (), [], {}, set(), frozenset({1})),
        *([1, (2, [3.0])], {"a": (1,), 2: None}, {1, 2}, float("inf")),
        *(np.float64(0.1), np.int32(7), np.bool_(True), np.str_("s")),
    ],
    ids=repr,
)
def test_plain_values_arrive_as_they_are(value):
    assert sent(value) == value
    assert type(sent(value)) is type(value)


def test_not_a_number_arrives():
    assert np.isnan(sent(float("nan")))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3),
        np.zeros((0, 2)),
        np.array(5),
        np.array(["a", "bc"]),
        np.array([True]),
        np.arange(3).T,
    ],
    ids=repr,
)
def test_arrays_arrive_with_shape_and_kind_and_can_be_changed(array):
    arrived = sent(array)
    assert arrived.dtype == array.dtype and arrived.shape == array.shape and np.array_equal(arrived, array)
    assert arrived.flags.writeable and arrived.flags.owndata | (arrived.base is not None)


def test_an_array_of_objects_arrives_entry_by_entry():
    array = np.array([[1, None], ["a", (1, 2)]], dtype=object)
    assert sent(array).tolist() == array.tolist()


def test_a_subclass_arrives_as_what_it_is_a_kind_of():
    class Sly(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    class Equal(np.ndarray):
        pass

    assert type(sent(Sly(2))) is float and sent(Sly(2)) == 2
    assert type(sent(np.zeros(2).view(Equal))) is np.ndarray


def test_a_function_arrives_as_what_stands_for_it():
    assert sent([len, (max,)]) == ["function len", ("function max",)]


def test_any_other_object_arrives_as_one_of_a_class_of_that_name():
    arrived = sent(iter([1]))
    assert type(arrived).__name__ == "list_iterator" and isinstance(arrived, wire.Other)


DEEP = "x"
for _ in range(5000):
    DEEP = {"list": [DEEP]}


@pytest.mark.parametrize(
    "form",
    [
        *({}, {"unknown": 1}, {"list": 3}, {"dict": [1]}, {"dict": [[{"list": []}, 1]]}, {"set": [{"list": []}]}),
        {"array": "AA==", "dtype": "<f8", "shape": [1], "scalar": False},
        {"array": "AAAAAAAAAAA=", "dtype": "O", "shape": [1], "scalar": False},
        {"array": "AAAAAAAAAAA=", "dtype": "<f8", "shape": [2], "scalar": False},
        {"array": "AAAAAAAAAAA=", "dtype": "<f8", "shape": [1]},
        {"objects": [1, 2], "shape": [3], "scalar": False},
        {"complex": [1, 2, 3]},
        {"other": "a\0b"},
        pytest.param(DEEP, id="deep"),
    ],
)
def test_what_is_no_value_is_refused(form):
    with pytest.raises(wire.Unreadable):
        wire.decode(form, None)


# ---- conversation ---------------------------------------------------------------------------------------------------


def peers():
    """Two peers; each calls the other's functions, and answers calls of its own"""

    def about(peer, function):
        return {"name": function.__name__}

    def revive(peer, number, about):
        def call(*arguments):
            return peer.decode(peer.ask(call=number, arguments=peer.encode(arguments))["is"])

        return call

    def answer_call(peer, message):
        return {"is": peer.encode(peer.functions[message["call"]](*peer.decode(message["arguments"])))}

    return [wire.Peer(end, about, revive, answer_call) for end in multiprocessing.Pipe()]


def test_a_question_is_answered_and_calls_in_the_meantime_in_both_directions():
    ours, theirs = peers()

    def serve():
        twice = theirs.decode(theirs.receive()["function"])
        theirs.send({"reply": twice(10) + twice(1)})

    thread = threading.Thread(target=serve)
    thread.start()
    assert ours.ask(function=ours.encode(lambda x: 2 * x)) == {"reply": 22}
    thread.join()


def test_who_has_gone_is_noticed():
    ours, theirs = peers()
    theirs.connection.close()
    with pytest.raises(wire.Gone):
        ours.receive()
    with pytest.raises(wire.Gone):
        for _ in range(100):
            ours.send({"a": "b" * 10_000})


@pytest.mark.parametrize("message", [b"", b"no json", b"[1]", b"7", b"[" * 100_000, b"\xff"])
def test_what_is_no_message_is_refused(message):
    ours, theirs = peers()
    thread = threading.Thread(target=theirs.connection.send_bytes, args=(message,))
    thread.start()
    with pytest.raises(wire.Unreadable):
        ours.receive()
    thread.join()


def test_a_number_too_long_to_be_written_is_refused():
    ours, _ = peers()
    with pytest.raises(wire.Unreadable):
        ours.send({"a": 10**5000})


def test_a_message_that_is_too_long_ends_the_conversation(monkeypatch):
    monkeypatch.setattr(wire, "MOST", 10)
    ours, theirs = peers()
    theirs.send({"a": 1})
    assert ours.receive() == {"a": 1}
    theirs.send({"a": 1000000000})
    with pytest.raises(wire.Gone):
        ours.receive()
