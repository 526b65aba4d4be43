"""By which names does an address of ours ask for something? Read from the code, so that a new one is tried too."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from wtforms import Form

ROOT = Path(__file__).parents[2]
Names = frozenset[str]


class Unreadable(AssertionError):
    """Something is read from the address in a way that is not understood here."""


@cache
def names_in_addresses() -> Names:
    """Every name that some view, or what it calls, reads from the address. Raises Unreadable."""
    places = (place for place in (ROOT / "okprofs").iterdir() if place.name not in ("assets", "static"))
    texts = (path.read_text() for place in places for path in (place.rglob("*.py") if place.is_dir() else [place]))
    # To read the code as a tree takes long, and few files read from the address.
    return frozenset(name for text in texts if "request." in text for name in names_read_in(text))


def names_read_in(code: str) -> Names:
    """The names that this code reads from the address."""
    return frozenset(_Module(ast.parse(code)).names())


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def names(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("request.args", "request.values"):
                yield from self._read_by(node)

    def _read_by(self, args: ast.Attribute) -> Iterator[str]:
        """The names in one place where the address is read."""
        match self.parents[args]:
            case ast.Attribute(attr="get" | "getlist") as read:
                call = self.parents[read]
                if not isinstance(call, ast.Call):
                    raise Unreadable(self._place(args))
                yield from self._texts(call.args[0])
            case ast.Attribute(attr="items"):
                # Whatever there is, by no name.
                return
            case ast.Subscript(slice=name) | ast.Compare(left=name, ops=[ast.In()]):
                yield from self._texts(name)
            case ast.Call(func=ast.Name(id=form)):
                yield from _fields_of(form)
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")))) as call:
                yield from _fields_of(next(up.name for up in self._above(call) if isinstance(up, ast.ClassDef)))
            case ast.UnaryOp(op=ast.Not()):
                return
            case _:
                raise Unreadable(self._place(args))

    def _texts(self, node: ast.expr) -> Iterator[str]:
        """What this stands for: a text, one after the other of a few, a constant, or what a function is called with."""
        if isinstance(node, ast.Constant):
            yield str(node.value)
            return
        if not isinstance(node, ast.Name):
            raise Unreadable(self._place(node))
        found = [text for value in self._values_of(node) for text in self._texts(value)]
        if not found:
            raise Unreadable(self._place(node))
        yield from found

    def _values_of(self, name: ast.Name) -> Iterator[ast.expr]:
        for node in self._above(name):
            for loop in getattr(node, "generators", ()):
                if isinstance(loop.target, ast.Name) and loop.target.id == name.id and isinstance(loop.iter, ast.Tuple):
                    yield from loop.iter.elts
                    return
            if isinstance(node, ast.FunctionDef):
                for place, parameter in enumerate(node.args.args):
                    if parameter.arg == name.id:
                        yield from self._given(node.name, place)
                        return
        for node in self.tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                    targets = target.elts if isinstance(target, ast.Tuple) else [target]
                    pairs = zip(targets, values, strict=False)
                    yield from (value for one, value in pairs if isinstance(one, ast.Name) and one.id == name.id)

    def _given(self, function: str, place: int) -> Iterator[ast.expr]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                yield node.args[place]

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.parents:
            node = self.parents[node]
            yield node

    def _place(self, node: ast.AST) -> str:
        return f"line {getattr(node, 'lineno', '?')}: {ast.unparse(self.parents.get(node, node))}"


def _fields_of(form: str) -> Names:
    """The fields of the form class of this name."""
    found = [one for one in _kinds_of(Form) if one.__name__ == form]
    if not found:
        raise Unreadable(form)
    return frozenset(name for one in found for name in dir(one) if hasattr(getattr(one, name), "field_class"))


def _kinds_of(form: type) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from _kinds_of(one)
