import time

from task import generate_data, task


def numbers_frame(data):
    import pandas as pd
    X = generate_data.load(data)["X"]
    return pd.DataFrame({f"x{j}": X[:, j].copy() for j in range(X.shape[1])})


def categories_frame(data, dtype=None):
    import numpy as np, pandas as pd
    C = generate_data.load(data)["codes"].astype(int)
    frame = pd.DataFrame({f"c{j}": np.array([f"c{j}_{v:02d}" for v in range(k)], dtype=object)[C[:, j]]
                          for j, k in enumerate(generate_data.CARD)})
    return frame if dtype is None else frame.astype(dtype)


def verbs(name, small, large, make_frame, first, second, score):
    """Two timed calls on one frame."""
    @task(name, small, large)
    def run(data, size, n_jobs):
        frame = make_frame(data)

        def once():
            t0 = time.perf_counter()
            x = first(frame)
            t1 = time.perf_counter()
            y = second(frame)
            t2 = time.perf_counter()
            return t1 - t0, t2 - t1, float(score(x, y))
        return frame.shape[0], frame.shape[1], once


def dummies(frame):
    import pandas as pd
    return pd.get_dummies(frame)


def none(frame):
    return None


def filtered(frame):
    return frame[(frame["x0"] > 0) & frame["x1"].between(-1, 0.5)]


def assigned(frame):
    return frame.assign(ratio=lambda f: f["x2"] / f["x3"], scaled=lambda f: ((f["x4"] - f["x4"].mean()) / f["x4"].std()).clip(-2, 2))


def binned(frame):
    import pandas as pd
    return pd.cut(frame["x0"], 20)


def quantile_binned(frame):
    import pandas as pd
    return pd.qcut(frame["x1"], 10)


verbs("get_dummies", "cats_10k", "cats_1m", categories_frame, dummies, none, lambda Z, _: Z.iloc[:, 0].sum())
# pandas' own dictionary coding, which is not its default for texts.
verbs("get_dummies_coded", "cats_10k", "cats_1m", lambda data: categories_frame(data, "category"), dummies, none, lambda Z, _: Z.iloc[:, 0].sum())
verbs("frame_filter_assign", "num_10k_20", "num_1m_20", numbers_frame, filtered, assigned, lambda kept, wide: len(kept) + wide["scaled"].sum())
verbs("frame_fills", "miss_1k_10", "miss_500k_20", numbers_frame, lambda f: f.fillna(f.median()), lambda f: f.interpolate(limit_direction="both"),
      lambda filled, smooth: filled["x0"].sum() + smooth["x1"].sum())
verbs("frame_describe", "num_10k_20", "num_1m_20", numbers_frame, lambda f: f.describe(), lambda f: f["x0"].quantile([0.01, 0.1, 0.9, 0.99]),
      lambda summary, quantiles: summary.loc["50%"].sum() + quantiles.iloc[3])
verbs("frame_bins", "num_10k_20", "num_1m_20", numbers_frame, binned, quantile_binned, lambda cut, qcut: cut.cat.codes.sum() + qcut.nunique())
verbs("frame_texts", "cats_10k", "cats_1m", categories_frame, lambda f: f["c4"].str.upper(), lambda f: f[f["c4"].str.contains("_1", regex=False)],
      lambda upper, kept: upper.nunique() + len(kept))
