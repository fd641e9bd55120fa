"""Encoders of categories and labels, unions of transformers, transformed targets.

Run: python parity/record/encoders.py
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import FeatureUnion, Pipeline, make_union
from sklearn.preprocessing import (
    LabelBinarizer,
    LabelEncoder,
    MinMaxScaler,
    MultiLabelBinarizer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
    TargetEncoder,
    label_binarize,
)

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


def target_sets():
    rng = np.random.RandomState(77)
    n = 120
    few = frames()["mixed"].sample(n, replace=True, random_state=3).reset_index(drop=True)
    many = pd.DataFrame({"zip": rng.randint(0, 40, n), "city": rng.choice(np.array(list("abcdefghijklm"), dtype=object), n)})
    effect = many["zip"] % 7 + 0.37 * few["whole"]
    continuous = effect.to_numpy() + rng.normal(0, 2, n)
    words = np.array(["low", "middle", "high"], dtype=object)
    classes = np.digitize(continuous, [2, 4])
    return {
        "few": (few, {"continuous": continuous, "binary": classes > 1, "words": np.where(classes > 1, "yes", "no").astype(object), "three": words[classes]}),
        "many": (many, {"continuous": continuous, "counts": rng.poisson(4, n), "binary": (classes > 0) * 1, "three": classes + 5}),
        "constant": (pd.DataFrame({"c": np.array(["u"] * 12, dtype=object), "d": np.arange(12)}), {"continuous": np.full(12, 3.25), "sums": np.arange(12) * 0.1, "binary": np.arange(12) % 2}),
    }


def targets():
    sets = target_sets()
    cases = []

    def add(name, y_name, given, cv=None):
        X, ys = sets[name]
        y = ys[y_name]
        settings = dict(given) if cv is None else dict(given) | {"cv": {"KFold": KFold, "StratifiedKFold": StratifiedKFold}[cv[0]](**cv[1])}
        if cv is None and given.get("shuffle", True):
            settings = {"random_state": 0} | settings
        encoder = TargetEncoder(**settings)
        crossed = encoder.fit_transform(X, y)
        fresh = X.iloc[:6].copy()
        fresh.iloc[0] = [{"O": "never seen", "b": True}.get(fresh[c].dtype.kind, 977) for c in fresh]
        model = TargetEncoder(**settings).fit(X, y)
        assert all(np.array_equal(a, b) for a, b in zip(model.encodings_, encoder.encodings_))
        cases.append(
            {
                "data": name,
                "y": y_name,
                "params": params(**given),
                "cv": None if cv is None else [cv[0], params(**cv[1])],
                "targetType": model.target_type_,
                "classes": None if model.classes_ is None else list(model.classes_),
                "targetMean": model.target_mean_,
                "encodings": model.encodings_,
                "crossFitted": crossed[::4] if crossed.shape[1] > 8 else crossed,
                "every": 4 if crossed.shape[1] > 8 else 1,
                "fresh": columns_of(fresh),
                "transformed": model.transform(fresh),
                "names": list(model.get_feature_names_out()),
            }
        )

    for name, (_, ys) in sets.items():
        for y_name in ys:
            add(name, y_name, {})
            add(name, y_name, {"smooth": 0, "random_state": 5})
            add(name, y_name, {"smooth": 3.7, "cv": 3, "shuffle": False})
    add("many", "counts", {"target_type": "continuous"})
    add("many", "counts", {"target_type": "continuous", "smooth": 10, "cv": 2, "random_state": 42})
    add("many", "three", {"target_type": "continuous", "cv": 7})
    add("many", "continuous", {}, ("KFold", {"n_splits": 4, "shuffle": True, "random_state": 9}))
    add("few", "three", {"smooth": 1}, ("StratifiedKFold", {"n_splits": 3}))
    # Categories that are not given: such rows count as the first category, and get the mean of the last fold.
    given = [list(range(0, 30)), list("abcdefgh")]
    add("many", "continuous", {"categories": given})
    add("many", "binary", {"categories": given, "smooth": 2.0})
    add("many", "three", {"categories": given, "cv": 3})
    record(
        "preprocessing/target-encoder",
        cases,
        sets={name: {"columns": columns_of(X), "y": ys} for name, (X, ys) in sets.items()},
    )


def dense(value):
    return value.toarray() if sp.issparse(value) else value


def labels():
    vectors = {
        "words": np.array(["b", "😀", "a", "～", "b", "Z"], dtype=object),
        "two": np.array(["yes", "no", "no", "yes"], dtype=object),
        "numbers": np.array([10.0, -3, 7, 7, 10, 0]),
        "flags": np.array([True, False, True]),
        "one": np.array([4, 4]),
    }
    values = [{}, {"neg_label": -1}, {"pos_label": 3}, {"neg_label": -2, "pos_label": 0}, {"sparse_output": True}, {"sparse_output": True, "pos_label": 5}]
    encoded, binarized, fixed, multi = [], [], [], []
    rng = np.random.RandomState(3)
    for name, y in vectors.items():
        model = LabelEncoder().fit(y)
        codes = np.arange(len(model.classes_))[::-1]
        encoded.append({"y": y, "classes": list(model.classes_), "codes": model.transform(y), "inverseOf": codes, "inverse": list(model.inverse_transform(codes))})
        for given in values:
            model = LabelBinarizer(**given).fit(y)
            unknown = np.array(["?" if y.dtype == object else 99] * 2 + list(y)) if y.dtype != bool else y
            unknown = unknown.astype(y.dtype)
            scores = rng.normal(size=(5, 1 if model.y_type_ == "binary" else len(model.classes_))).round(2)
            binarized.append(
                {
                    "y": y,
                    "params": params(**given),
                    "classes": list(model.classes_),
                    "targetType": model.y_type_,
                    "transformed": dense(model.transform(y)),
                    "unknown": unknown,
                    "transformedUnknown": dense(model.transform(unknown)),
                    "scores": scores,
                    "inverse": list(model.inverse_transform(scores)),
                    "inverseAtZero": list(model.inverse_transform(scores, threshold=0)),
                }
            )
    indicators = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0], [1, 1, 1]])
    for given in values:
        for sparse in (False, True):
            model = LabelBinarizer(**given).fit(sp.csr_array(indicators) if sparse else indicators)
            Z = model.transform(indicators)
            binarized.append(
                {
                    "y": indicators,
                    "sparse": sparse,
                    "params": params(**given),
                    "classes": list(model.classes_),
                    "targetType": model.y_type_,
                    "transformed": dense(Z),
                    "inverse": dense(model.inverse_transform(Z)),
                }
            )
    for y, classes in (
        ([1, 6], [1, 2, 4, 6]),
        ([1, 6], [1, 6, 4, 2]),
        (["yes", "no", "no", "yes"], ["no", "yes"]),
        (["yes", "no", "no", "yes"], ["yes", "no"]),
        (["yes", "no", "maybe"], ["yes", "no"]),
        (["yes", "no", "maybe"], ["no"]),
        (["no", "yes"], ["no"]),
        ([3, 2, 1, 0, 9], [3, 1, 0]),
    ):
        for given in values:
            fixed.append({"y": y, "classes": classes, "params": params(**given), "transformed": dense(label_binarize(y, classes=classes, **given))})
    sets = [["sci-fi", "thriller"], ["comedy"], [], ["thriller", "thriller", "😀", "～"]]
    for y, given in (
        (sets, {}),
        (sets, {"sparse_output": True}),
        (sets, {"classes": ["thriller", "comedy", "sci-fi"]}),
        ([[3, 1], [10], [1]], {}),
        ([[3, 1], [10], [1]], {"classes": [10, 5, 1]}),
    ):
        model = MultiLabelBinarizer(**given).fit(y)
        Z = model.transform(y)
        multi.append({"y": y, "params": params(**given), "classes": list(model.classes_), "transformed": dense(Z), "inverse": [list(row) for row in model.inverse_transform(Z)]})
    record("preprocessing/labels", binarized, encoded=encoded, fixed=fixed, multi=multi)


def unions():
    rng = np.random.RandomState(12)
    X = np.column_stack([rng.normal(size=(20, 2)).round(3) * 5, rng.randint(0, 3, 20)])
    y = X[:, 0] + rng.normal(size=20).round(3)
    frame = pd.DataFrame(X, columns=["a", "b", "c"])

    def unfitted(name):
        return {
            "scalers": FeatureUnion([("std", StandardScaler()), ("range", MinMaxScaler())]),
            "weights": FeatureUnion([("std", StandardScaler()), ("same", "passthrough"), ("gone", "drop")], transformer_weights={"std": 0.5, "same": -3}),
            "sparse": FeatureUnion([("hot", OneHotEncoder(handle_unknown="ignore")), ("range", MinMaxScaler())], transformer_weights={"hot": 2}),
            "plain": FeatureUnion([("hot", OneHotEncoder(handle_unknown="ignore")), ("same", "passthrough")], verbose_feature_names_out=False),
            "dropped": FeatureUnion([("one", "drop"), ("two", "drop")]),
            "nested": FeatureUnion([("inner", FeatureUnion([("std", StandardScaler()), ("same", "passthrough")])), ("pipe", Pipeline([("std", StandardScaler()), ("range", MinMaxScaler())]))], transformer_weights={"inner": 4}),
            "target": make_union(TargetEncoder(target_type="continuous", random_state=0), StandardScaler()),
            "made": make_union(StandardScaler(), MinMaxScaler(), StandardScaler(with_mean=False)),
        }[name]

    cases = []
    for name in ("scalers", "weights", "sparse", "plain", "dropped", "nested", "target", "made"):
        for data in (X, frame):
            union = unfitted(name)
            Z = union.fit_transform(data, y)
            cases.append(
                {
                    "union": name,
                    "named": data is frame,
                    "sparse": sp.issparse(Z),
                    "shape": Z.shape,
                    "fitted": dense(Z),
                    "transformed": dense(unfitted(name).fit(data, y).transform(data[:7])),
                    "names": [] if name == "dropped" else list(union.get_feature_names_out()),
                }
            )
    record("compose/feature-union", cases, X=X, y=y, fresh=X[:7])

    targets = []
    prices = np.exp(y / 8).round(6)
    weight = np.arange(20) % 3 + 0.5
    for name, regressor, given in (
        ("log", LinearRegression(), {"func": np.log, "inverse_func": np.exp}),
        ("log", Ridge(alpha=2.5), {"func": np.log, "inverse_func": np.exp}),
        ("square", Ridge(), {"func": np.square, "inverse_func": lambda v: np.sqrt(np.abs(v))}),
        ("standard", Ridge(alpha=3), {"transformer": StandardScaler()}),
        ("range", None, {"transformer": MinMaxScaler(feature_range=(-2, 5))}),
        ("none", None, {}),
    ):
        for sample_weight in (None, weight):
            model = TransformedTargetRegressor(regressor, **given).fit(X, prices, **({} if sample_weight is None else {"sample_weight": sample_weight}))
            targets.append(
                {
                    "map": name,
                    "alpha": getattr(regressor, "alpha", None),
                    "linear": regressor is None or isinstance(regressor, LinearRegression),
                    "default": regressor is None,
                    "sampleWeight": sample_weight,
                    "coef": model.regressor_.coef_,
                    "predicted": model.predict(X[:7]),
                    "score": model.score(X, prices),
                }
            )
    record("compose/transformed-target", targets, X=X, y=prices, fresh=X[:7])


if __name__ == "__main__":
    ordinals()
    targets()
    labels()
    unions()
