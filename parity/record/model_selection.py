"""Records scikit-learn's splits: parity/fixtures/model-selection/splits.json."""
import pathlib
import sys
import warnings

import numpy as np
from sklearn import model_selection as ms

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import params, record, write  # noqa: E402

warnings.filterwarnings("ignore")


def labels():
    r = np.random.RandomState(0)
    words = np.array(["dog", "ant", "cat", "bee"])
    return {
        "many_classes": r.randint(0, 7, 90),
        "unequal": np.append(words[r.choice(4, 59, p=[0.6, 0.25, 0.1, 0.05])], ["cat", "bee"]),
        "ties": np.repeat([3, 1, 2], [8, 8, 8]),
        "ties_of_five": np.tile(words, 5)[:18],
        "flags": r.randint(0, 2, 33).astype(bool),
        "late_class": np.array([5] * 10 + [1] * 11 + [9] * 4),
        "given": np.array([0] * 6 + [1] * 4 + [2] * 2),
        "small_class": np.array([0] * 12 + [1] * 3 + [2] * 9),
    }


def folds(splitter, n, y=None, groups=None):
    return [{"train": train, "test": test} for train, test in splitter.split(np.zeros((n, 1)), y, groups)]


def main():
    ys = labels()
    cases = []

    def splits(name, n, y=None, groups=None, **given):
        splitter = getattr(ms, name)(**given)
        answer = folds(splitter, n, None if y is None else ys[y], None if groups is None else ys[groups])
        cases.append({"splitter": name, "params": params(**given), "rows": n, "y": y, "groups": groups, "folds": answer})

    def parts(n, stratify=None, **given):
        train, test = ms.train_test_split(np.arange(n), stratify=None if stratify is None else ys[stratify], **given)
        cases.append(
            {"splitter": "trainTestSplit", "params": params(**given), "rows": n, "stratify": stratify,
             "folds": [{"train": train, "test": test}]}
        )

    for n in (2, 7, 10, 101):
        for seed in (0, 42, 4294967295):
            parts(n, random_state=seed)
            parts(n, random_state=seed, test_size=0.5)
        parts(n, random_state=1, test_size=1)
        parts(n, random_state=1, train_size=0.6)
        parts(n, shuffle=False)
    parts(50, random_state=3, test_size=0.2, train_size=0.3)
    parts(50, random_state=3, test_size=7, train_size=30)
    parts(50, random_state=3, test_size=7, train_size=0.5)
    for y, values in ys.items():
        for seed in (0, 1, 42):
            parts(len(values), stratify=y, random_state=seed)
            parts(len(values), stratify=y, random_state=seed, test_size=0.5)
        parts(len(values), stratify=y, random_state=7, test_size=0.31, train_size=0.4)
    for n, k in ((5, 5), (10, 3), (23, 4), (100, 5)):
        splits("KFold", n, n_splits=k)
        for seed in (0, 42):
            splits("KFold", n, n_splits=k, shuffle=True, random_state=seed)
    for y, values in ys.items():
        for k in (2, 3, 5):
            if k > np.unique(values, return_counts=True)[1].max():
                continue
            splits("StratifiedKFold", len(values), y=y, n_splits=k)
            splits("StratifiedKFold", len(values), y=y, n_splits=k, shuffle=True, random_state=1)
    splits("RepeatedKFold", 11, n_splits=3, n_repeats=3, random_state=5)
    splits("RepeatedStratifiedKFold", 33, y="flags", n_splits=2, n_repeats=3, random_state=5)
    splits("ShuffleSplit", 20, n_splits=3, random_state=2)
    splits("ShuffleSplit", 20, n_splits=3, test_size=5, train_size=0.25, random_state=2)
    splits("StratifiedShuffleSplit", 90, y="many_classes", n_splits=3, random_state=2)
    splits("StratifiedShuffleSplit", 61, y="unequal", n_splits=2, test_size=0.3, random_state=9)
    for g in ("many_classes", "unequal", "ties", "late_class"):
        splits("GroupKFold", len(ys[g]), groups=g, n_splits=3)
        splits("GroupKFold", len(ys[g]), groups=g, n_splits=2, shuffle=True, random_state=4)
    splits("LeaveOneOut", 4)
    write("data/split-labels", ys)
    record("model-selection/splits", cases)


main()
