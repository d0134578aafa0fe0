"""What is kept for the next start is used only where it is whole, ours, and made of the same."""

import logging
import os
import zlib
from pathlib import Path

import numpy as np
import pytest
from bot.retrieval.scores.array_cache import ArrayCache, Arrays, digest, write_arrays

KEY, OTHER = digest([b"one"]), digest([b"another"])
MADE: Arrays = {"numbers": np.array([1.5, 2.5]), "letters": np.frombuffer("守则".encode(), np.uint8)}
ANEW: Arrays = {"numbers": np.array([3.5])}


def _must_not_be_made() -> Arrays:
    raise AssertionError


def summed(path: Path) -> None:
    """Put the right checksum behind what stands in a file."""
    content = path.read_bytes()
    path.write_bytes(content + zlib.crc32(content).to_bytes(4, "little"))


def _file(folder: Path) -> Path:
    [path] = folder.glob("*.npy")
    return path


def test_arrays_are_made_once_and_read_back_as_they_were(tmp_path: Path) -> None:
    first = ArrayCache(tmp_path / "new").arrays("n", KEY, lambda: MADE)
    again = ArrayCache(tmp_path / "new").arrays("n", KEY, _must_not_be_made)
    assert again.keys() == MADE.keys() == first.keys()
    for name, array in MADE.items():
        assert again[name].dtype == array.dtype
        assert again[name].tolist() == array.tolist()


def test_what_is_read_back_is_mapped_from_the_file_and_lies_as_the_processor_reads_it(tmp_path: Path) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    for array in ArrayCache(tmp_path).arrays("n", KEY, _must_not_be_made).values():
        assert np.shares_memory(array, array.base)
        assert not array.flags.owndata
        assert not array.flags.writeable
        assert array.flags.aligned


def test_another_key_is_made_anew(tmp_path: Path) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    assert ArrayCache(tmp_path).arrays("n", OTHER, lambda: ANEW)["numbers"].tolist() == [3.5]
    assert ArrayCache(tmp_path).arrays("n", KEY, _must_not_be_made)["numbers"].tolist() == [1.5, 2.5]


def test_the_folder_and_the_file_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    ArrayCache(folder).arrays("n", KEY, lambda: MADE)
    assert (folder.stat().st_mode & 0o777, _file(folder).stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"not an archive", id="text"),
        pytest.param(b"PK\x03\x04 but no more", id="no-archive-behind-the-signature"),
        pytest.param(b"\x80\x04K\x01.", id="a-pickle"),
        pytest.param(b"\x93NUMPY\x01\x00", id="a-cut-off-array"),
    ],
)
def test_a_file_of_something_else_is_made_anew_with_one_warning(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    _file(tmp_path).write_bytes(content)
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]
    assert len(caplog.records) == 1
    assert ArrayCache(tmp_path).arrays("n", KEY, _must_not_be_made)["numbers"].tolist() == [3.5]


def test_a_file_cut_off_anywhere_or_changed_anywhere_never_crashes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    path = _file(tmp_path)
    whole = path.read_bytes()
    for offset in range(0, len(whole), 7):
        for damaged in (whole[:offset], whole[:offset] + bytes([whole[offset] ^ 0x5A]) + whole[offset + 1 :]):
            path.write_bytes(damaged)
            numbers = ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist()
            assert numbers in ([3.5], [1.5, 2.5])


def test_a_file_with_objects_in_it_is_not_unpickled(tmp_path: Path) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    record = np.array((KEY, [print]), [("key", "U64"), ("numbers", object, (1,))])
    with _file(tmp_path).open("wb") as file:
        np.save(file, record)
    summed(_file(tmp_path))
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]


def test_a_file_of_another_key_under_this_name_is_not_used(tmp_path: Path) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    path = _file(tmp_path)
    assert write_arrays(path, {"key": np.array(OTHER), "numbers": np.array([9.0])})
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]


def test_a_file_that_others_may_write_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    _file(tmp_path).chmod(0o666)
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]
    assert "ForeignFileError" in caplog.text
    assert _file(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_file_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    monkeypatch.setattr("os.geteuid", lambda: 12_345)
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]


def test_a_pipe_to_which_nobody_writes_is_not_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ArrayCache(tmp_path).arrays("n", KEY, lambda: MADE)
    path = _file(tmp_path)
    path.unlink()
    os.mkfifo(path, 0o600)
    assert ArrayCache(tmp_path).arrays("n", KEY, lambda: ANEW)["numbers"].tolist() == [3.5]
    assert "NotAFileError" in caplog.text
    assert path.is_file()


def test_a_folder_that_cannot_be_written_is_done_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert ArrayCache(tmp_path / "file").arrays("n", KEY, lambda: MADE) is MADE
    assert "cannot be written" in caplog.text


def test_what_was_used_longest_ago_goes_where_there_is_more_than_enough_and_other_names_stay(
    tmp_path: Path,
) -> None:
    ArrayCache(tmp_path).arrays("other", KEY, lambda: MADE)
    keys = [digest([bytes([number])]) for number in range(20)]
    ArrayCache(tmp_path).arrays("n", keys[0], lambda: MADE)
    most = 5 * next(tmp_path.glob("n-*.npy")).stat().st_size
    for key in keys[1:]:
        ArrayCache(tmp_path, most).arrays("n", key, lambda: MADE)
        ArrayCache(tmp_path).arrays("n", keys[0], _must_not_be_made)
    assert len(list(tmp_path.glob("n-*.npy"))) == 5
    for key in keys[-4:]:
        ArrayCache(tmp_path).arrays("n", key, _must_not_be_made)
    ArrayCache(tmp_path).arrays("other", KEY, _must_not_be_made)
    assert not list(tmp_path.glob(".*"))


def test_one_that_is_larger_than_enough_stays_for_as_long_as_it_is_the_last(tmp_path: Path) -> None:
    ArrayCache(tmp_path, 1).arrays("n", KEY, lambda: MADE)
    ArrayCache(tmp_path, 1).arrays("n", KEY, _must_not_be_made)
    ArrayCache(tmp_path, 1).arrays("n", OTHER, lambda: ANEW)
    assert len(list(tmp_path.glob("n-*.npy"))) == 1


def test_a_digest_tells_where_one_part_ends() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"]) != digest([b"abc"])
