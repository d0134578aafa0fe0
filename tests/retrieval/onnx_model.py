"""A tiny ONNX model, written byte by byte (protocol buffers): the `onnx` package is not needed for one."""

import numpy as np
from bot.retrieval.encoder import Vectors

_FLOAT, _INT64 = 1, 7
_OPSET = 13


def mean_of_embeddings(rows: Vectors) -> bytes:
    """input_ids [batch, length] -> last_hidden_state: at every place the mean of the embeddings of all tokens."""
    inputs = [_value(name, _INT64, ("batch", "length")) for name in ("input_ids", "attention_mask")]
    output = _value("last_hidden_state", _FLOAT, ("batch", "length", rows.shape[1]))
    nodes = [
        _node("Gather", ["rows", "input_ids"], "each"),
        _node("ReduceMean", ["each"], "mean", axes=1),
        _node("Mul", ["each", "zero"], "nothing"),
        _node("Add", ["nothing", "mean"], "last_hidden_state"),
    ]
    constants = [_tensor("rows", rows), _tensor("zero", np.zeros(1, np.float32))]
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


def _node(kind: str, inputs: list[str], output: str, axes: int | None = None) -> bytes:
    names = b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode())
    attribute = (
        b"" if axes is None else _field(5, _field(1, b"axes") + _number(8, axes) + _number(20, _INT64))
    )
    return names + _field(4, kind.encode()) + attribute


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
