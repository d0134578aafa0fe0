"""A tiny ONNX model, written byte by byte (protocol buffers): the `onnx` package is not needed for one."""

import numpy as np
from bot.retrieval.scores.encoder import Vectors

_FLOAT, _INT64 = 1, 7  # kinds of values; 7 is also the kind of an attribute that lists numbers
_INT = 2  # an attribute that is one number
_OPSET = 13


def mean_of_embeddings(rows: Vectors) -> bytes:
    """input_ids [batch, length] -> last_hidden_state: at every place the mean of the embeddings of all tokens."""
    nodes = [
        _node("Gather", ["rows", "input_ids"], "each"),
        _node("ReduceMean", ["each"], "mean", axes=[1]),
        _node("Mul", ["each", "zero"], "nothing"),
        _node("Add", ["nothing", "mean"], "last_hidden_state"),
    ]
    constants = [_tensor("rows", rows), _tensor("zero", np.zeros(1, np.float32))]
    return _model(nodes, constants, _value("last_hidden_state", _FLOAT, ("batch", "length", rows.shape[1])))


def square_of_means(rows: Vectors, even: float) -> bytes:
    """input_ids [batch, length] -> logits [batch, 1]: the mean square of the tokens' mean embedding, less `even`."""
    nodes = [
        _node("Gather", ["rows", "input_ids"], "each"),
        _node("ReduceMean", ["each"], "mean", axes=[1]),
        _node("Mul", ["mean", "mean"], "square"),
        _node("ReduceMean", ["square"], "shared", axes=[2], keepdims=[0]),
        _node("Sub", ["shared", "even"], "logits"),
    ]
    constants = [_tensor("rows", rows), _tensor("even", np.array([even], np.float32))]
    return _model(nodes, constants, _value("logits", _FLOAT, ("batch", 1)))


def _model(nodes: list[bytes], constants: list[bytes], output: bytes) -> bytes:
    inputs = [_value(name, _INT64, ("batch", "length")) for name in ("input_ids", "attention_mask")]
    graph = b"".join(
        [
            *(_field(1, node) for node in nodes),
            _field(2, b"tiny"),
            *(_field(5, constant) for constant in constants),
            *(_field(11, value) for value in inputs),
            _field(12, output),
        ]
    )
    return _number(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _number(2, _OPSET))


def _node(kind: str, inputs: list[str], output: str, **attributes: list[int]) -> bytes:
    names = b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode())
    written = b"".join(_field(5, _attribute(name, values)) for name, values in attributes.items())
    return names + _field(4, kind.encode()) + written


def _attribute(name: str, values: list[int]) -> bytes:
    """`axes` is a list of numbers, `keepdims` one number."""
    if name == "axes":
        return (
            _field(1, name.encode()) + b"".join(_number(8, value) for value in values) + _number(20, _INT64)
        )
    return _field(1, name.encode()) + _number(3, values[0]) + _number(20, _INT)


def _tensor(name: str, values: Vectors) -> bytes:
    sizes = b"".join(_number(1, size) for size in values.shape)
    return sizes + _number(2, _FLOAT) + _field(8, name.encode()) + _field(9, values.tobytes())


def _value(name: str, kind: int, shape: tuple[str | int, ...]) -> bytes:
    sizes = (_number(1, size) if isinstance(size, int) else _field(2, size.encode()) for size in shape)
    tensor = _number(1, kind) + _field(2, b"".join(_field(1, size) for size in sizes))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
