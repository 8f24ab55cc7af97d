"""Reads the values of a pickle without unpickling it: no code is imported, and none is run.

Unpickling runs whatever the bytes say. Here they are only taken apart: a class is a name, an
object is a name with what was to be put into it.
"""

import pickletools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable

PICKLE_BYTES_MAX: Final = 16 * 1024**2
STEPS_MAX: Final = 4_000_000


class PickleError(ValueError):
    """The bytes are no pickle of plain values."""


@dataclass(slots=True)
class PickledName:
    """A class or a function that a pickle names."""

    module: str
    name: str


@dataclass(slots=True)
class PickledObject:
    """An object of a class that is not made: what it would be made of, and its state."""

    name: object
    arguments: object = None
    state: object = None
    items: list[object] = field(default_factory=list[object])


class _Mark:
    """Where a group of values on the stack begins."""


_MARK: Final = _Mark()


def read_pickle(data: bytes) -> object:
    """Return the value of a pickle; objects in it are `PickledObject`.

    Raises:
        PickleError: It is damaged, or longer than any point is.
    """
    if len(data) > PICKLE_BYTES_MAX:
        raise PickleError(f"it has {len(data):,} bytes")
    try:
        return _run_steps(data)
    except PickleError:
        raise
    # The library raises what it likes for bytes that are no pickle.
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise PickleError(str(error)) from error


def _run_steps(data: bytes) -> object:
    machine = _PickleMachine()
    for steps, (opcode, argument, _) in enumerate(pickletools.genops(data)):
        if opcode.name == "STOP":
            return machine.pop_value()
        if steps > STEPS_MAX:
            raise PickleError("it has too many parts")
        machine.run_step(opcode.name, argument)
    raise PickleError("it has no end")


class _PickleMachine:
    """The stack and the memory of a pickle, with plain values only."""

    def __init__(self) -> None:
        self._stack: list[object] = []
        self._memory: dict[int, object] = {}
        self._acts: dict[str, Callable[[object], None]] = {
            "MARK": lambda _: self._stack.append(_MARK),
            "POP": lambda _: self._drop(),
            "POP_MARK": lambda _: self._ignore(self._pop_group()),
            "DUP": lambda _: self._stack.append(self._stack[-1]),
            "NONE": lambda _: self._stack.append(None),
            "NEWTRUE": lambda _: self._stack.append(True),
            "NEWFALSE": lambda _: self._stack.append(False),
            "EMPTY_LIST": lambda _: self._stack.append([]),
            "EMPTY_TUPLE": lambda _: self._stack.append(()),
            "EMPTY_DICT": lambda _: self._stack.append({}),
            "EMPTY_SET": lambda _: self._stack.append([]),
            "LIST": lambda _: self._stack.append(self._pop_group()),
            "TUPLE": lambda _: self._stack.append(tuple(self._pop_group())),
            "FROZENSET": lambda _: self._stack.append(self._pop_group()),
            "TUPLE1": lambda _: self._push_tuple(1),
            "TUPLE2": lambda _: self._push_tuple(2),
            "TUPLE3": lambda _: self._push_tuple(3),
            "DICT": lambda _: self._stack.append(_pair(self._pop_group())),
            "APPEND": lambda _: self._extend([self.pop_value()]),
            "APPENDS": lambda _: self._extend(self._pop_group()),
            "ADDITEMS": lambda _: self._extend(self._pop_group()),
            "SETITEM": lambda _: self._set_items(self._pop_last(2)),
            "SETITEMS": lambda _: self._set_items(self._pop_group()),
            "MEMOIZE": lambda _: self._remember_top(len(self._memory)),
            "PUT": self._remember_top,
            "BINPUT": self._remember_top,
            "LONG_BINPUT": self._remember_top,
            "GET": self._push_remembered,
            "BINGET": self._push_remembered,
            "LONG_BINGET": self._push_remembered,
            "GLOBAL": self._push_name,
            "STACK_GLOBAL": lambda _: self._stack.append(PickledName(*self._pop_names())),
            "NEWOBJ": lambda _: self._push_object(2),
            "NEWOBJ_EX": lambda _: self._push_object(3),
            "REDUCE": lambda _: self._push_object(2),
            "BUILD": lambda _: self._set_state(self.pop_value()),
            "PROTO": self._ignore,
            "FRAME": self._ignore,
        }

    def run_step(self, name: str, argument: object) -> None:
        """Do one step of a pickle.

        Raises:
            PickleError: It is one that plain values do not need.
        """
        act = self._acts.get(name)
        if act is not None:
            act(argument)
        elif argument is not None and name in _PLAIN:
            self._stack.append(argument)
        else:
            raise PickleError(f"it needs {name}, which no point does")

    def pop_value(self) -> object:
        """Return the value on top of the stack, and remove it."""
        value = self._stack.pop()
        if value is _MARK:
            raise PickleError("a value is missing")
        return value

    def _ignore(self, _: object) -> None:
        """Do nothing: it says nothing of values."""

    def _drop(self) -> None:
        self._stack.pop()

    def _pop_group(self) -> list[object]:
        group: list[object] = []
        while (value := self._stack.pop()) is not _MARK:
            group.append(value)
        return group[::-1]

    def _pop_last(self, count: int) -> list[object]:
        return [self.pop_value() for _ in range(count)][::-1]

    def _pop_names(self) -> list[str]:
        return [str(each) for each in self._pop_last(2)]

    def _push_tuple(self, count: int) -> None:
        self._stack.append(tuple(self._pop_last(count)))

    def _push_name(self, argument: object) -> None:
        module, _, name = str(argument).partition(" ")
        self._stack.append(PickledName(module, name))

    def _push_object(self, count: int) -> None:
        name, *arguments = self._pop_last(count)
        self._stack.append(PickledObject(name, tuple(arguments)))

    def _set_state(self, state: object) -> None:
        top = self._stack[-1]
        if isinstance(top, PickledObject):
            top.state = state

    def _extend(self, values: list[object]) -> None:
        top = self._stack[-1]
        if isinstance(top, PickledObject):
            top.items += values
        elif isinstance(top, list):
            cast("list[object]", top).extend(values)
        else:
            raise PickleError("values are put into what holds none")

    def _set_items(self, values: list[object]) -> None:
        top = self._stack[-1]
        if isinstance(top, dict):
            cast("dict[object, object]", top).update(_pair(values))
        elif not isinstance(top, PickledObject):
            raise PickleError("items are put into what holds none")

    def _remember_top(self, key: object) -> None:
        self._memory[cast("int", key)] = self._stack[-1]

    def _push_remembered(self, key: object) -> None:
        self._stack.append(self._memory[cast("int", key)])


_PLAIN: Final = {
    "INT",
    "BININT",
    "BININT1",
    "BININT2",
    "LONG",
    "LONG1",
    "LONG4",
    "FLOAT",
    "BINFLOAT",
    "STRING",
    "BINSTRING",
    "SHORT_BINSTRING",
    "BINBYTES",
    "SHORT_BINBYTES",
    "BINBYTES8",
    "BYTEARRAY8",
    "UNICODE",
    "BINUNICODE",
    "SHORT_BINUNICODE",
    "BINUNICODE8",
}
"""The steps that are a value."""


def _pair(values: list[object]) -> dict[object, object]:
    """Return a dictionary of keys and values in turn; keys that cannot be one are left out."""
    pairs = zip(values[::2], values[1::2], strict=True)
    return {key: value for key, value in pairs if isinstance(key, (str, int, float, bytes))}
