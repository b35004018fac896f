"""What is told of that on which something was computed."""

import pytest

from stuntman import threads


@pytest.mark.parametrize("count, begins", [(1, "1 thread of "), (2, "2 threads of ")])
def test_threads_and_the_processor_are_told(count: int, begins: str) -> None:
    told = threads.computed_on(count, "cpu")
    assert told.startswith(begins) and len(told) > len(begins)


def test_all_threads_are_counted() -> None:
    assert threads.computed_on(0, "cpu").split()[0] == str(threads.cores())
