#!/usr/bin/env python3
"""Python's side of the benchmarks: scikit-learn, pandas and polars.

    python-side.py TASK [--size small|large] [--n-jobs 1|2] [--threads N]

One run prints one JSON line {task, n, d, fit_s, predict_s, first_s, cpu_s, score, peak_rss_mb, reps}. Times are the median over
repeats in one process, first_s is the first of them; cpu_s are the CPU seconds of a repeat, this process only. --n-jobs 1 leaves n_jobs at its default; BLAS and
OpenMP then still use every core. --threads 1 limits them to one thread. Supervised tasks train on the first 80 % of the rows and
predict the last 20 %. tasks/FAMILY.mjs times the same parts of the same tasks.
"""
import argparse, importlib.util, json, os, pathlib, resource, statistics

from task import TASKS

for file in sorted((pathlib.Path(__file__).parent / "python").glob("*.py")):
    spec = importlib.util.spec_from_file_location(file.stem, file)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def main(args):
    if args.threads:
        for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
            os.environ[name] = str(args.threads)
    entry = TASKS[args.task]
    n, d, once = entry["f"](entry[args.size], args.size, args.n_jobs)
    rows = []
    while not enough(rows):
        c0 = cpu_seconds()
        fit, predict, score = once()
        rows.append((fit, predict, cpu_seconds() - c0, score))
    usage = resource.getrusage(resource.RUSAGE_CHILDREN if args.task == "import" else resource.RUSAGE_SELF)
    print(json.dumps(dict(
        task=args.task, n=n, d=d,
        fit_s=statistics.median(r[0] for r in rows), predict_s=statistics.median(r[1] for r in rows),
        first_s=rows[0][0], cpu_s=statistics.median(r[2] for r in rows), score=rows[-1][3],
        peak_rss_mb=usage.ru_maxrss / 1024, reps=len(rows))))


def cpu_seconds():
    """Of this process, all its threads; os.times() has ticks of 10 ms only."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def enough(rows):
    """Three repeats and half a second, or 20 repeats, or 3 seconds; both sides alike."""
    spent = sum(r[0] + r[1] for r in rows)
    return (len(rows) >= 3 and spent >= 0.5) or len(rows) >= 20 or spent >= 3


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("task")
    parser.add_argument("--size", default="large", choices=["small", "large"])
    parser.add_argument("--n-jobs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    main(parser.parse_args())
