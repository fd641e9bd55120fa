#!/usr/bin/env python3
"""Deterministic synthetic data for the benchmarks.

Everything is derived from splitmix64 used as a counter generator, with only
integer operations and correctly rounded IEEE additions, multiplications and
comparisons (no libm), so another language can read the files or regenerate
them bit for bit:

    mix(z):  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9   (mod 2^64)
             z = (z ^ (z >> 27)) * 0x94D049BB133111EB
             return z ^ (z >> 31)
    u64(stream, i) = mix((mix(stream) + (i + 1) * 0x9E3779B97F4A7C15) mod 2^64)
    U(stream, i)   = (u64(stream, i) >> 11) * 2^-53              in [0, 1)
    G(stream, i)   = ((U(stream,12i)+U(stream,12i+1))+...+U(stream,12i+11)) - 6
                     (Irwin-Hall, mean 0, variance 1, summed left to right)

An (n, d) matrix takes element [r, c] from index r*d + c (C order).

Files, per data set NAME, in DATA_DIR:
    NAME.json            {"name", "arrays": {"X": {"file","dtype":"<f8","shape","order":"C"}, ...}, "params": {...}}
    NAME.X.f64 / .y.f64  raw little-endian float64, C order (labels too)
    NAME.csv             for the CSV data sets only

Usage: generate-data.py [NAME ...|all]      (DATA_DIR: environment variable BENCH_DATA, or data/ beside this file)
"""
import json, os, sys
import numpy as np

DATA_DIR = os.environ.get("BENCH_DATA", os.path.join(os.path.dirname(os.path.abspath(__file__)), "data"))
GOLD = np.uint64(0x9E3779B97F4A7C15)
M1 = np.uint64(0xBF58476D1CE4E5B9)
M2 = np.uint64(0x94D049BB133111EB)


def _mix(z):
    z = (z ^ (z >> np.uint64(30))) * M1
    z = (z ^ (z >> np.uint64(27))) * M2
    return z ^ (z >> np.uint64(31))


def u64(stream, start, count):
    with np.errstate(over="ignore"):
        base = _mix(np.array([stream], dtype=np.uint64))
        i = np.arange(start + 1, start + count + 1, dtype=np.uint64)
        return _mix(base + i * GOLD)


def uniform(stream, count, start=0):
    return (u64(stream, start, count) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def gauss(stream, n, d=None):
    count = n * (d or 1)
    out = np.empty(count)
    block = 1 << 19
    for a in range(0, count, block):
        b = min(count, a + block)
        u = uniform(stream, (b - a) * 12, a * 12).reshape(-1, 12)
        s = u[:, 0].copy()
        for k in range(1, 12):
            s += u[:, k]
        out[a:b] = s - 6.0
    return out.reshape(n, d) if d else out


def score(stream, X):
    """Fixed non-linear score: sum_j w_j x_j (first 10 columns, w_j uniform in
    [-1,1)) + 0.8 x0 x1 + 0.5 (x2^2 - 1), summed in that order."""
    d = X.shape[1]
    m = min(10, d)
    w = uniform(stream, m) * 2 - 1
    s = np.zeros(X.shape[0])
    for j in range(m):
        s = s + w[j] * X[:, j]
    if d > 1:
        s = s + 0.8 * (X[:, 0] * X[:, 1])
    if d > 2:
        s = s + 0.5 * (X[:, 2] * X[:, 2] - 1.0)
    return s


def write(name, arrays, params):
    os.makedirs(DATA_DIR, exist_ok=True)
    head = {"name": name, "arrays": {}, "params": params}
    for k, a in arrays.items():
        a = np.ascontiguousarray(a, dtype="<f8")
        fn = f"{name}.{k}.f64"
        a.tofile(os.path.join(DATA_DIR, fn))
        head["arrays"][k] = {"file": fn, "dtype": "<f8", "shape": list(a.shape), "order": "C"}
    with open(os.path.join(DATA_DIR, name + ".json"), "w") as f:
        json.dump(head, f)


def clf(name, n, d, k=2, seed=1, noise=0.5):
    X = gauss(seed * 1000, n, d)
    if k == 2:
        y = (score(seed * 1000 + 1, X) + noise * gauss(seed * 1000 + 2, n) > 0).astype(float)
    else:
        S = np.stack([score(seed * 1000 + 10 + c, X) + noise * gauss(seed * 1000 + 100 + c, n)
                      for c in range(k)], 1)
        y = S.argmax(1).astype(float)  # ties: the lowest class
    write(name, {"X": X, "y": y}, dict(kind="clf", n=n, d=d, k=k, seed=seed, noise=noise))


def reg(name, n, d, seed=2, noise=0.5):
    X = gauss(seed * 1000, n, d)
    y = score(seed * 1000 + 1, X) + noise * gauss(seed * 1000 + 2, n)
    write(name, {"X": X, "y": y}, dict(kind="reg", n=n, d=d, seed=seed, noise=noise))


def blobs(name, n, d, k, seed=3, sigma=1.0, box=10.0):
    """Normal clouds about k centres in a box."""
    C = (uniform(seed * 1000, k * d) * 2 - 1).reshape(k, d) * box
    lab = (u64(seed * 1000 + 1, 0, n) % np.uint64(k)).astype(np.int64)
    X = C[lab] + sigma * gauss(seed * 1000 + 2, n, d)
    write(name, {"X": X}, dict(kind="blobs", n=n, d=d, k=k, seed=seed, sigma=sigma, box=box))


def missing(name, n, d, frac=0.1, seed=4):
    """Low-rank data (3 latent factors) plus noise, entries missing at random."""
    Z = gauss(seed * 1000, n, 3)
    W = (uniform(seed * 1000 + 1, 3 * d) * 2 - 1).reshape(3, d)
    X = Z[:, :1] * W[0] + Z[:, 1:2] * W[1] + Z[:, 2:] * W[2] + 0.3 * gauss(seed * 1000 + 2, n, d)
    full = X.copy()
    X[(uniform(seed * 1000 + 3, n * d) < frac).reshape(n, d)] = np.nan
    write(name, {"X": X, "full": full}, dict(kind="missing", n=n, d=d, frac=frac, seed=seed))


def imbalanced(name, n, d, frac, seed=5):
    """A share of rows is of class 1, shifted along five features."""
    y = (uniform(seed * 1000, n) < frac).astype(float)
    X = gauss(seed * 1000 + 1, n, d) + 1.5 * y[:, None] * (np.arange(d) < 5)
    write(name, {"X": X, "y": y}, dict(kind="imbalanced", n=n, d=d, frac=frac, seed=seed))


def metrics(name, n, seed=7):
    y = (uniform(seed * 1000, n) < 0.3).astype(float)
    s = np.clip(0.35 + 0.2 * y + 0.2 * gauss(seed * 1000 + 1, n), 0, 1)
    s = np.floor(s * 65536) / 65536  # some ties, as real scores have
    y10 = (u64(seed * 1000 + 2, 0, n) % np.uint64(10)).astype(float)
    flip = uniform(seed * 1000 + 3, n) < 0.2
    p10 = np.where(flip, (u64(seed * 1000 + 4, 0, n) % np.uint64(10)).astype(float), y10)
    write(name, {"y": y, "score": s, "y10": y10, "p10": p10}, dict(kind="metrics", n=n, seed=seed))


CARD = [3, 5, 12, 26, 50]


def cats(name, n, seed=9):
    """Category codes; the string of code c in column j is 'c{j}_{c:02d}'."""
    C = np.stack([(u64(seed * 1000 + j, 0, n) % np.uint64(c)).astype(float)
                  for j, c in enumerate(CARD)], 1)
    write(name, {"codes": C}, dict(kind="cats", n=n, seed=seed, card=CARD))


def csv(name, n, seed=10):
    """id, 8 floats (6 decimals, col f7 with 5 % empty), 3 ints, 2 categories,
    a date, a quoted text with a comma in it, a 0/1 target."""
    F = gauss(seed * 1000, n, 8)
    U = u64(seed * 1000 + 1, 0, n * 8).reshape(n, 8)
    cit = ["London", "Paris", "New York", "Tokyo", "Berlin", "Madrid", "Rome", "Oslo"]
    seg = ["A", "B", "C", "D"]
    os.makedirs(DATA_DIR, exist_ok=True)
    p = os.path.join(DATA_DIR, name + ".csv")
    with open(p, "w", newline="\n") as f:
        f.write("id," + ",".join(f"f{j}" for j in range(8)) + ",age,income,count,city,segment,date,note,target\n")
        for a in range(0, n, 100000):
            rows = []
            for r in range(a, min(n, a + 100000)):
                u = [int(v) for v in U[r]]
                fl = ["%.6f" % v for v in F[r]]
                if u[7] % 20 == 0:
                    fl[7] = ""
                rows.append(f"{r}," + ",".join(fl) + f",{18 + u[0] % 70},{10000 + u[1] % 190000},{u[2] % 1000}"
                            f",{cit[u[3] % 8]},{seg[u[4] % 4]},20{10 + u[5] % 16:02d}-{1 + u[5] // 16 % 12:02d}-{1 + u[5] // 512 % 28:02d}"
                            f',"item {u[6] % 500}, ok",{u[6] // 512 % 2}\n')
            f.write("".join(rows))
    with open(os.path.join(DATA_DIR, name + ".json"), "w") as f:
        json.dump({"name": name, "arrays": {}, "csv": name + ".csv", "params": dict(kind="csv", n=n, seed=seed)}, f)


def relational(name, n, keys, codes, seed=21):
    """Rows with a whole-number key, a category and two numbers, and a table of all keys to merge them with."""
    key = (u64(seed * 1000, 0, n) % np.uint64(keys)).astype(float)
    code = (u64(seed * 1000 + 1, 0, n) % np.uint64(codes)).astype(float)
    right = (np.arange(keys) * 7919 % keys).astype(float)  # 7919 is prime: every key once, in another order
    write(name, {"key": key, "code": code, "x": uniform(seed * 1000 + 2, n) * 2 - 1, "y": uniform(seed * 1000 + 3, n),
                 "right": right, "z": uniform(seed * 1000 + 4, keys)}, dict(kind="relational", n=n, keys=keys, codes=codes, seed=seed))


SETS = {
    "clf_1k_20": lambda: clf("clf_1k_20", 1000, 20),
    "clf_5k_20": lambda: clf("clf_5k_20", 5000, 20),
    "clf_10k_20": lambda: clf("clf_10k_20", 10000, 20),     # 8 000 train
    "clf_25k_20": lambda: clf("clf_25k_20", 25000, 20),     # 20 000 train + 5 000 test
    "clf_62k_20": lambda: clf("clf_62k_20", 62500, 20),     # 50 000 train
    "clf_500k_20": lambda: clf("clf_500k_20", 500000, 20),
    "clf_25k_50": lambda: clf("clf_25k_50", 25000, 50),
    "mc_5k_20": lambda: clf("mc_5k_20", 5000, 20, k=5, seed=11),
    "mc_125k_20": lambda: clf("mc_125k_20", 125000, 20, k=10, seed=11),
    "mc_250k_3": lambda: clf("mc_250k_3", 250000, 3, k=5, seed=12),
    "mc_5k_3": lambda: clf("mc_5k_3", 5000, 3, k=5, seed=12),
    "reg_1k_20": lambda: reg("reg_1k_20", 1000, 20),
    "reg_5k_20": lambda: reg("reg_5k_20", 5000, 20),
    "reg_500k_50": lambda: reg("reg_500k_50", 500000, 50),
    "miss_1k_10": lambda: missing("miss_1k_10", 1000, 10),
    "miss_5k_20": lambda: missing("miss_5k_20", 5000, 20),
    "miss_20k_20": lambda: missing("miss_20k_20", 20000, 20),
    "miss_500k_20": lambda: missing("miss_500k_20", 500000, 20),
    "num_10k_20": lambda: reg("num_10k_20", 10000, 20, seed=13),
    "num_1m_20": lambda: reg("num_1m_20", 1000000, 20, seed=13),
    "blobs_5k_10": lambda: blobs("blobs_5k_10", 5000, 10, 5),
    "blobs_20k_10": lambda: blobs("blobs_20k_10", 20000, 10, 5, sigma=2.0),
    "imb_5k_20": lambda: imbalanced("imb_5k_20", 5000, 20, 0.1),
    "imb_20k_20": lambda: imbalanced("imb_20k_20", 20000, 20, 0.1),
    "imb_50k_20": lambda: imbalanced("imb_50k_20", 50000, 20, 0.1),
    "imb_200k_20": lambda: imbalanced("imb_200k_20", 200000, 20, 0.1),
    "metrics_10k": lambda: metrics("metrics_10k", 10000),
    "metrics_1m": lambda: metrics("metrics_1m", 1000000),
    "cats_10k": lambda: cats("cats_10k", 10000),
    "cats_1m": lambda: cats("cats_1m", 1000000),
    "relational_100k": lambda: relational("relational_100k", 100000, 2000, 100),
    "relational_5m": lambda: relational("relational_5m", 5000000, 100000, 1000),
    "csv_10k": lambda: csv("csv_10k", 10000),
    "csv_100mb": lambda: csv("csv_100mb", 740000),
}


def ensure(name):
    if not os.path.exists(os.path.join(DATA_DIR, name + ".json")):
        SETS[name]()


def load(name):
    ensure(name)
    with open(os.path.join(DATA_DIR, name + ".json")) as f:
        h = json.load(f)
    return {k: np.fromfile(os.path.join(DATA_DIR, v["file"]), dtype=v["dtype"]).reshape(v["shape"])
            for k, v in h["arrays"].items()}


if __name__ == "__main__":
    args = sys.argv[1:]
    for nm in (SETS if not args or args == ["all"] else args):
        ensure(nm)
        print(nm, flush=True)
