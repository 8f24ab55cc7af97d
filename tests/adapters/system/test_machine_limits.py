import errno

import pytest

from mcp_mem0.adapters.system.file_limit import OutsideFaultError, build_files_error
from mcp_mem0.adapters.system.machine_limits import explain_limits, find_limit_error
from mcp_mem0.domain.errors import ModelError, RequestError, StoreError


def caused(error: Exception, cause: BaseException) -> Exception:
    """Return an error that another one has caused."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EMFILE, "Too many open files"),
        OSError(errno.ENFILE, "Too many open files in system"),
        ImportError("libarrow.so.2600: cannot open shared object file: Too many open files"),
        caused(StoreError("reinstall the package"), OSError(errno.EMFILE, "Too many open files")),
        caused(ModelError("it did not answer"), caused(OSError(), OSError(errno.EMFILE, "no"))),
        ExceptionGroup("both", [ValueError("one"), OSError(errno.EMFILE, "Too many open files")]),
    ],
)
def test_too_many_open_files_are_found_behind_what_they_look_like(error: Exception) -> None:
    with pytest.raises(OutsideFaultError, match="too many open files"), explain_limits():
        raise error


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("libarrow_compute.so.2600: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
        caused(StoreError("check the address"), Exception("OS can't spawn worker thread")),
    ],
)
def test_too_little_memory_is_found_behind_what_it_looks_like(error: Exception) -> None:
    with pytest.raises(OutsideFaultError, match="gets no more memory or threads"), explain_limits():
        raise error


@pytest.mark.parametrize(
    "error",
    [
        RequestError("there is no fact 'too many open files'"),
        caused(RequestError("no such id"), RequestError("cannot allocate memory")),
        ModelError("the model server answered: CUDA out of memory"),
        ValueError("something else"),
    ],
)
def test_what_no_limit_caused_is_told_as_it_is(error: Exception) -> None:
    assert find_limit_error(error) is None
    with pytest.raises(type(error)) as raised, explain_limits():
        raise error
    assert raised.value is error


def test_what_names_the_limit_already_is_told_as_it_is() -> None:
    error = caused(build_files_error(), OSError(errno.EMFILE, "Too many open files"))

    with pytest.raises(OutsideFaultError) as raised, explain_limits():
        raise error

    assert raised.value is error
