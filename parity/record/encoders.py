"""Encoders of categories: ordinal codes, target encoding, labels.

Run: python parity/record/encoders.py
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record  # noqa: E402

warnings.simplefilter("ignore")
nan = float("nan")


def cell(value):
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def columns_of(frame):
    return {name: [cell(v) for v in frame[name]] for name in frame}


def frames():
    rng = np.random.RandomState(31)
    n = 50
    words = np.array(["b", "a", "\U0001F600", "\uFF5E", "é", "Z", "z", ""], dtype=object)
    holed = words[rng.randint(0, 5, n)]
    holed[rng.uniform(size=n) < 0.2] = nan
    return {
        "mixed": pd.DataFrame(
            {
                "word": words[rng.randint(0, len(words), n)],
                "holed": holed,
                "whole": rng.randint(-2, 4, n),
                "real": rng.choice([0.5, -1.25, 3.75, nan], n),
                "flag": rng.uniform(size=n) < 0.4,
            }
        ),
        "rare": pd.DataFrame(
            {
                "city": np.repeat(["a", "b", "c", "d", "e"], [5, 20, 10, 3, 2]).astype(object),
                "level": np.repeat([1.0, 2, 3, 4, nan], [20, 1, 1, 15, 3]),
                "two": np.array(["no", "yes", "no", nan], dtype=object)[np.arange(40) % 4],
            }
        ),
        "ties": pd.DataFrame({"x": np.array(list("dcbaabcdxyzz"), dtype=object), "k": [3, 1, 2, 2, 1, 3, 9, 8, 7, 7, 8, 9]}),
        "missing": pd.DataFrame({"none": [nan, nan, nan], "one": [5.0, 5.0, 5.0], "some": np.array(["q", nan, "p"], dtype=object)}),
        "one-row": pd.DataFrame({"a": np.array(["x"], dtype=object), "b": [7]}),
    }


def ordinals():
    sets = frames()
    cases = []

    def add(name, given, fresh=None):
        X = sets[name]
        case = {"data": name, "params": params(**given), "fresh": None if fresh is None else columns_of(fresh)}
        try:
            model = OrdinalEncoder(**given).fit(X)
        except (ValueError, TypeError) as error:
            cases.append(case | {"refused": str(error).split(".")[0]})
            return
        Z = model.transform(X if fresh is None else fresh)
        grouped = model._infrequent_enabled and any(c is not None for c in model.infrequent_categories_)
        inverse = None
        # With both missing values and infrequent categories scikit-learn looks up the wrong category, or none.
        if not (grouped and model._missing_indices):
            inverse = [[cell(v) for v in row] for row in model.inverse_transform(Z.copy())]  # it writes into its argument
        cases.append(
            case
            | {
                "categories": [[cell(v) for v in c] for c in model.categories_],
                "infrequent": [None if c is None else [cell(v) for v in c] for c in model.infrequent_categories_]
                if model._infrequent_enabled
                else None,
                "transformed": Z,
                "inverse": inverse,
                "names": list(model.get_feature_names_out()),
            }
        )

    unknown = pd.DataFrame(
        {
            "city": np.array(["a", "zz", "b", nan], dtype=object),
            "level": [1, 2, 9, nan],
            "two": np.array(["no", "maybe", "yes", "no"], dtype=object),
        }
    )
    for name in sets:
        add(name, {})
        add(name, {"encoded_missing_value": -1})
        add(name, {"encoded_missing_value": 0})
        add(name, {"encoded_missing_value": 9, "handle_unknown": "use_encoded_value", "unknown_value": -7})
        for given in (
            {"min_frequency": 2},
            {"min_frequency": 0.1},
            {"min_frequency": 6},
            {"min_frequency": 0.3, "encoded_missing_value": -2},
            {"max_categories": 1},
            {"max_categories": 2},
            {"max_categories": 3, "min_frequency": 4},
            {"max_categories": 4, "encoded_missing_value": 4},
        ):
            add(name, given)
    use = {"handle_unknown": "use_encoded_value"}
    for given in (
        {"unknown_value": nan},
        {"unknown_value": -1},
        {"unknown_value": 5},
        {"unknown_value": 4},
        {"unknown_value": -1, "encoded_missing_value": -1},
        {"unknown_value": -1, "encoded_missing_value": 11},
        {"unknown_value": -1, "min_frequency": 6},
        {"unknown_value": 2, "max_categories": 3},
        {"unknown_value": nan, "max_categories": 2, "encoded_missing_value": 2},
        {"unknown_value": -1, "categories": [["e", "b", "a"], [1.0, 3.0], ["yes", "no"]]},
        {"unknown_value": -1, "categories": [["e", "b", "a"], [1.0, 3.0, nan], ["yes", "no"]], "encoded_missing_value": 77},
    ):
        add("rare", use | given, unknown)
        add("rare", use | given)
    add("ties", {"categories": [list("zyxdcba"), [1, 2, 3, 7, 8, 9]]})
    add("ties", {"categories": [list("zyxdcba"), [1, 2, 3, 7, 8, 9, 10]], "max_categories": 4})
    add("ties", {"categories": [list("zyxdcb"), [1, 2, 3, 7, 8, 9]]})
    add("ties", {"unknown_value": 3})
    add("ties", {"handle_unknown": "use_encoded_value"})
    record("preprocessing/ordinal-encoder", cases, frames={name: columns_of(frame) for name, frame in sets.items()})


if __name__ == "__main__":
    ordinals()
