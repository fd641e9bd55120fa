"""What pandas reads from files that Python's csv module and json write: dialects, quoting, encodings, compression, lines."""
import base64
import csv
import gzip
import io
import json
import pathlib
import sys

import numpy as np
import pandas as pd

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from recorder import record  # noqa: E402

random = np.random.RandomState(0)
QUOTING = {"minimal": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL, "nonnumeric": csv.QUOTE_NONNUMERIC}
TEXTS = ["a", "b c", "x, y", 'say "hi"', '""', "two\nlines", "tab\there", "semi;colon", "é", "日本", "😀", " lead", "tail ", "1a", "#", "'", "|", "=1"]


def cells(frame):
    """Cells by column, missing ones as None, dates as ISO text."""
    def plain(cell):
        if pd.isna(cell):
            return None
        return cell.isoformat() if isinstance(cell, pd.Timestamp) else cell
    return {name: [plain(cell) for cell in frame[name].tolist()] for name in frame.columns}


def column(kind, rows):
    if kind == "number":
        return [repr(float(v)) for v in np.round(random.normal(size=rows) * 10.0 ** random.randint(-8, 9), random.randint(0, 12))]
    if kind == "whole":
        return [str(v) for v in random.randint(-10**6, 10**9, rows)]
    if kind == "boolean":
        return [str(v) for v in random.rand(rows) < 0.5]
    return [TEXTS[i] for i in random.randint(0, len(TEXTS), rows)]


def table(rows):
    kinds = ["number", "whole", "boolean", "text", "text"]
    columns = [column(kind, rows) for kind in kinds]
    for values, kind in zip(columns, kinds):
        for i in range(rows):
            if kind not in ("boolean",) and random.rand() < 0.1:
                values[i] = str(random.choice(["", "NA", "NaN", "null", "None", "n/a"]))
        if all(v in ("", "NA", "NaN", "null", "None", "n/a") for v in values):
            values[0] = "1" if kind != "text" else "a"
    return ["n", "w", "b", "t", "u"], list(zip(*columns))


dialects = []
for k in range(60):
    header, rows = table(int(random.randint(1, 25)))
    sep = [",", ";", "\t", "|"][k % 4]
    ending = ["\n", "\r\n", "\r"][k % 3]
    quoting = list(QUOTING)[random.randint(3)]
    if ending == "\r":
        quoting = "all"  # the writer leaves line feeds unquoted where they end no line
    out = io.StringIO(newline="")
    if quoting == "nonnumeric":
        rows = [[float(c) if j == 1 and c.lstrip("-").isdigit() else c for j, c in enumerate(row)] for row in rows]
    writer = csv.writer(out, delimiter=sep, lineterminator=ending, quoting=QUOTING[quoting])
    writer.writerow(header)
    writer.writerows(rows)
    text = out.getvalue()
    options = {"sep": sep}
    kwargs = dict(options, float_precision="round_trip")
    skipped = int(random.randint(0, 3))
    if k % 5 == 0 and skipped:
        text = "".join(f"# line {i}{ending}" for i in range(skipped)) + text
        options["skiprows"] = kwargs["skiprows"] = skipped
    if k % 7 == 0:
        options["nrows"] = kwargs["nrows"] = int(random.randint(0, len(rows) + 1))
    if k % 6 == 0:
        options["usecols"] = kwargs["usecols"] = ["n", "t"]
    if k % 11 == 0:
        text = text.rstrip("\r\n")
    data = text.encode()
    frame = pd.read_csv(io.BytesIO(data), **kwargs)
    dialects.append({"name": f"{k} {quoting}", "text": text, "options": options, "columns": cells(frame)})
record("frame/files_dialects", dialects, why="tables of random cells, written by Python's csv module")

numbers = []
for name, text, options in [
    ("decimal comma", "a;b\n1,5;2\n-0,25;3,125\n", {"sep": ";", "decimal": ","}),
    ("thousands point", "a;b\n1.234,5;2\n12.345.678;3\n", {"sep": ";", "decimal": ",", "thousands": "."}),
    ("thousands comma", 'a,b\n"1,234","x"\n"7","y"\n', {"thousands": ","}),
    ("thousands blank", "a;b\n1 234;1\n5;2\n", {"sep": ";", "thousands": " "}),
]:
    frame = pd.read_csv(io.StringIO(text), float_precision="round_trip", **options)
    numbers.append({"name": name, "text": text, "options": options, "columns": cells(frame)})
record("frame/files_numbers", numbers)

binary = []
text = "name,größe\nZürich,1.5\nOrléans,2\n"
for name, data, options in [
    ("latin1", text.encode("latin1"), {"encoding": "latin1"}),
    ("windows-1252", (text + "€uro,3\n").encode("cp1252"), {"encoding": "windows-1252"}),
    ("utf-16le", text.encode("utf-16-le"), {"encoding": "utf-16le"}),
    ("gzip", gzip.compress(text.encode(), mtime=0), {}),
    ("gzip members", gzip.compress(text[:9].encode(), mtime=0) + gzip.compress(text[9:].encode(), mtime=0), {}),
    ("gzip of latin1", gzip.compress(text.encode("latin1"), mtime=0), {"encoding": "latin1"}),
]:
    compression = "gzip" if data[:2] == b"\x1f\x8b" else None
    frame = pd.read_csv(io.BytesIO(data), compression=compression, **options)
    binary.append({"name": name, "base64": base64.b64encode(data).decode(), "options": options, "columns": cells(frame)})
record("frame/files_bytes", binary)

reading = []
for k in range(30):
    rows = int(random.randint(1, 20))
    records = []
    for _ in range(rows):
        one = {
            "x": float(random.normal() * 10.0 ** random.randint(-20, 20)),
            "k": int(random.randint(-10**9, 10**9)),
            "t": TEXTS[random.randint(len(TEXTS))],
            "b": bool(random.rand() < 0.5),
            "m": None if random.rand() < 0.3 else float(random.rand()),
        }
        names = list(one)
        records.append({name: one[name] for name in names if name == "b" or random.rand() < 0.9})
    lines = k % 2 == 1
    text = "\n".join(json.dumps(r, ensure_ascii=k % 3 == 0) for r in records) if lines else json.dumps(records, indent=k % 4 or None)
    frame = pd.read_json(io.StringIO(text), lines=lines, precise_float=True)
    present = [name for name in dict.fromkeys(n for r in records for n in r)]
    reading.append({"name": str(k), "text": text, "lines": lines, "columns": {n: cells(frame)[n] for n in present}})
record("frame/files_json", reading, why="records that Python's json module wrote")

written = []
frame = pd.DataFrame({"x": [0.1, -2.5e-300, 1e22, np.nan], "t": ["é", 'a"b', None, "\u2028"], "b": [True, False, True, True]})
for lines in [False, True]:
    text = frame.to_json(orient="records", lines=lines, double_precision=15, force_ascii=False)
    written.append({"name": "lines" if lines else "records", "lines": lines, "text": text, "columns": cells(frame)})
record("frame/files_written", written, why="what to_json writes is read, and what we write is the same JSON")
