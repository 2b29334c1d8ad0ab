"""Sabotages of Python functions: their syntax tree is changed, compiled, and the functions in memory given its code."""

import ast
import contextlib
import functools
import gc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType

from outils.rougir.sabotages import Place, Sabotage

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CACHED = type(functools.cache(len))
NEVER_RUN = {"decorator_list", "annotation", "returns", "format_spec"}
Change = tuple[str, int, Callable[[], None]]


def of_file(path: Path) -> list[Sabotage]:
    """Return every sabotage of the functions of this file."""
    tree = ast.parse(path.read_text())
    return [
        Sabotage(Place(str(path), line), what, partial(carry_out, path, tree, change), rank)
        for function in outer_functions(tree)
        for line, (what, rank, change) in changes(function)
    ]


def outer_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the functions of a module and of its classes; those inside them go with them."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            yield child
        else:
            yield from outer_functions(child)


def carry_out(path: Path, tree: ast.Module, change: Callable[[], None]) -> None:
    """Change the tree and give every function of the file the code it now has."""
    change()
    compiled = compile(ast.fix_missing_locations(tree), str(path), "exec")
    codes = {(code.co_qualname, code.co_firstlineno): code for code in nested(compiled)}

    for function in gc.get_objects():
        if type(function) is CACHED:
            function.cache_clear()  # what it remembers was said before the change
        elif type(function) is FunctionType and function.__code__.co_filename == str(path):
            code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code is not None:
                with contextlib.suppress(ValueError):  # the change took away its use of a variable around it
                    function.__code__ = code


def nested(code: CodeType) -> Iterator[CodeType]:
    """Yield this code and all the codes inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested(constant)


def changes(function: ast.AST) -> Iterator[tuple[int, Change]]:
    """Yield the line of each possible change of what runs when the function does, and the change."""
    waiting: list[ast.AST] = [function]
    while waiting:
        parent = waiting.pop(0)
        left_out = NEVER_RUN | ({"args"} if isinstance(parent, FUNCTIONS) else set())
        for name, value in ast.iter_fields(parent):
            if name in left_out or is_docstring(parent):
                continue
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST):
                    waiting.append(node)
                    line = getattr(node, "lineno", getattr(parent, "lineno", 0))
                    yield from ((line, change) for change in said_otherwise(node))
                    yield from ((line, change) for change in taken_away(node, partial(put_in, parent, name, place)))


def is_docstring(node: ast.AST) -> bool:
    """Tell a text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def put_in(parent: ast.AST, name: str, place: int | None, new: ast.AST) -> None:
    """Put a node in the place of another."""
    if place is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[place] = new


def said_otherwise(node: ast.AST) -> Iterator[Change]:
    """Yield what makes a node decide or say something else."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in OPPOSITE:
            yield "comparison inverted", 0, partial(setattr, node, "ops", [OPPOSITE[type(op)]()])
        case ast.BoolOp(op=op):
            exchanged = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "and/or exchanged", 0, partial(setattr, node, "op", exchanged)
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "condition inverted", 0, partial(setattr, node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[test]):
            yield "filter inverted", 0, partial(setattr, node, "ifs", [ast.UnaryOp(ast.Not(), test)])
        case ast.Constant(value=bool() | str() | int() as value):
            yield f"{value!r:.40} changed", 1, partial(setattr, node, "value", other(value))


def other(value: bool | str | int) -> bool | str | int:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return "saboté" if isinstance(value, str) else value + 1


def taken_away(node: ast.AST, put: Callable[[ast.AST], None]) -> Iterator[Change]:
    """Yield what takes a node's effect away."""
    match node:
        case ast.Return(value=value) if value is not None:
            yield "nothing returned", 2, partial(setattr, node, "value", ast.Constant(None))
        case ast.Expr() | ast.Assign() | ast.AugAssign() | ast.Raise() if not is_docstring(node):
            yield "statement dropped", 2, partial(put, ast.copy_location(ast.Pass(), node))
