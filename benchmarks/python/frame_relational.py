import time

from task import generate_data, task


def relational(name, work, category=False):
    """work(frame, right) -> (result, number to compare); keys are whole numbers, categories a categorical column, pandas' fastest."""
    @task(name, "relational_100k", "relational_5m")
    def run(data, size, n_jobs):
        import numpy as np
        import pandas as pd
        D = generate_data.load(data)
        frame = pd.DataFrame({"key": D["key"].astype(np.int64), "x": D["x"]})
        if category:
            levels = [f"c{i}" for i in range(int(D["code"].max()) + 1)]
            frame["code"] = pd.Categorical.from_codes(D["code"].astype(np.int32), levels)
        right = pd.DataFrame({"key": D["right"].astype(np.int64), "z": D["z"]})

        def once():
            t0 = time.perf_counter()
            result = work(frame, right)
            t1 = time.perf_counter()
            return t1 - t0, 0.0, float(sum(np.abs(result[name]).sum() for name in result.columns if name not in ("key", "code")))
        return len(frame), frame.shape[1], once


def statistics(by):
    return lambda frame, right: frame.groupby(by, observed=True, as_index=False).agg(mean=("x", "mean"), sum=("x", "sum"), std=("x", "std"))


relational("frame_group_number", statistics("key"))
relational("frame_group_category", statistics("code"), category=True)
relational("frame_group_median", lambda frame, right: frame.groupby("key", as_index=False).agg(median=("x", "median")))
relational("frame_merge_left", lambda frame, right: frame.merge(right, on="key", how="left"))
relational("frame_merge_inner", lambda frame, right: frame.merge(right, on="key"))
relational("frame_sort", lambda frame, right: frame.sort_values("x", kind="stable"))
