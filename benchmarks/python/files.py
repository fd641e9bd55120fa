import json, os, time

from task import generate_data, task


def _csv(engine):
    def run(data, size, n_jobs):
        generate_data.ensure(data)
        path = os.path.join(generate_data.DATA_DIR, data + ".csv")
        if engine == "pandas":
            import pandas as pd
            read = lambda: pd.read_csv(path)
        else:
            import polars as pl
            read = lambda: pl.read_csv(path)

        def once():
            t0 = time.perf_counter()
            frame = read()
            t1 = time.perf_counter()
            return t1 - t0, 0.0, float(frame["f0"].sum())
        n = json.load(open(os.path.join(generate_data.DATA_DIR, data + ".json")))["params"]["n"]
        return n, 17, once
    return run


task("csv_read", "csv_10k", "csv_100mb")(_csv("pandas"))
task("csv_read_polars", "csv_10k", "csv_100mb")(_csv("polars"))
