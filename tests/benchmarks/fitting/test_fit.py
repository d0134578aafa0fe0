"""`make fit`: how far a share can be trusted."""

import numpy as np

from tests.benchmarks.fitting.fit import interval


def test_few_books_have_the_interval_of_wilson_and_many_are_resampled() -> None:
    none, half = np.zeros(10, bool), np.arange(10) < 5
    assert interval([none]) == "0.000\n0.00–0.28"
    assert interval([half]) == "0.500\n0.24–0.76"
    assert interval([none, half]) == "0.250\n0.11–0.47"
    assert interval([half] * 6) == "0.500\n0.50–0.50"
    assert interval([np.zeros(0, bool)]) == "–"
