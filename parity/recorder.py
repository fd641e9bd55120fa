"""Writes what the incumbents answer, as fixtures that `npm test` reads.

A script parity/record/FAMILY.py calls `record("family/name", cases)`. A case is a dict; NumPy arrays become lists,
NaN and infinities become "$NaN", "$Infinity", "$-Infinity", and hyper-parameters pass through `camel` so that a test
can hand them to the estimator as they are. Data sets that several cases share are written once by `data`.
"""
import json
import pathlib
import platform

import imblearn
import numpy as np
import pandas as pd
import scipy
import sklearn

ROOT = pathlib.Path(__file__).parent
FIXTURES = ROOT / "fixtures"
DATASETS = ROOT.parent / "datasets"
VERSIONS = {
    "scikit-learn": sklearn.__version__,
    "imbalanced-learn": imblearn.__version__,
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "pandas": pd.__version__,
    "python": platform.python_version(),
}


def camel(name):
    """snake_case to camelCase, without a trailing underscore."""
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


def params(**given):
    """Hyper-parameters under learnkit's names."""
    return {camel(key): value for key, value in given.items()}


def plain(value):
    """A value as JSON holds it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        if number != number:
            return "$NaN"
        if number in (float("inf"), float("-inf")):
            return "$Infinity" if number > 0 else "$-Infinity"
        return int(number) if number.is_integer() and abs(number) < 2**53 and str(number) != "-0.0" else number
    if value is pd.NA:
        return None
    return value


def write(name, content):
    path = FIXTURES / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(plain(content), separators=(",", ":"), ensure_ascii=False, allow_nan=False) + "\n")
    print(f"{name}: {path.stat().st_size / 1024:.0f} kB")


def record(name, cases, **notes):
    """Writes parity/fixtures/NAME.json: versions, notes (seed, why a tolerance), cases."""
    write(name, {"versions": VERSIONS, "notes": notes, "cases": cases})


def shipped(name, target):
    """A shipped data set: X (the other columns) and y, as arrays."""
    frame = pd.read_csv(DATASETS / f"{name}.csv")
    X = frame.drop(columns=[target]).to_numpy(dtype=float)
    return X, frame[target].to_numpy()


def data(name, X, y=None, **more):
    """Writes parity/fixtures/data/NAME.json once and returns X, y as they will be read."""
    write(f"data/{name}", {"X": X, **({} if y is None else {"y": y}), **more})
    return X, y
