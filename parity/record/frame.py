"""What pandas reads from CSV texts, and how it describes the shipped data."""
import io
import pathlib
import sys

import numpy as np
import pandas as pd

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from recorder import DATASETS, record  # noqa: E402


def columns(frame):
    """Cells by column, missing ones as None."""
    return {name: [None if pd.isna(cell) else cell for cell in frame[name].tolist()] for name in frame.columns}


def odd_decimals():
    random = np.random.RandomState(0)
    bits = random.randint(0, 2**62, 2000).astype(np.int64).view(np.float64)
    finite = [float(value) for value in bits if np.isfinite(value)]
    texts = [repr(value) for value in finite[:600]]
    texts += [repr(float(value)) for value in random.normal(size=600)]
    texts += ["%.17g" % value for value in random.normal(size=200) * 1e6]
    texts += ["%.20f" % value for value in random.uniform(size=200)]
    texts += ["%.15g" % value for value in random.normal(size=200) * 1e-7]
    texts += ["%.6e" % value for value in random.normal(size=200) * 1e30]
    # halfway cases, the ends of the range, long tails
    texts += ["9007199254740993.0", "9007199254740992.99999", "1.00000000000000011102230246251565", "5e-324", "2.4e-324", "1e-400"]
    texts += ["1.7976931348623157e308", "2.2250738585072011e-308", "0.1e-6", ".5", "5.", "-.25", "+3.5", "1E5", "1e+5", "-0.0"]
    texts += ["8.98846567431158e307", "1" + "0" * 30 + ".5", "0." + "0" * 30 + "123456789012345678", "123456789012345678.5", "inf", "-inf"]
    return texts


TEXTS = [
    ("plain", "a,b,c\n1,x,1.5\n2,y,2.5\n", {}),
    ("quotes", 'a,b\n"x, y","say ""hi"""\n"two\nlines",z"z\n', {}),
    ("crlf", "a,b\r\n1,x\r\n2,y\r\n", {}),
    ("cr", "a,b\r1,x\r2,y\r", {}),
    ("empty lines", "\n\na,b\n1,x\n\n\n2,y\n\n", {}),
    ("missing markers", "a,b\n1,x\nNA,NULL\nnan,None\n,n/a\n#N/A,<NA>\n-1.#IND,1.#QNAN\n2,-NaN\n", {}),
    ("quoted markers", 'a,b\n"1","NA"\n"",""\n"2","x"\n', {}),
    ("quoted numbers", 'a,b\n"1.5","x"\n"2","y"\n', {}),
    ("late fraction", "a\n1\n2\n1.5\n", {}),
    ("late text", "a\n1\n2.50\nx\n", {"dtype": str}),
    ("infinities", "a\ninf\n-inf\nInfinity\n1\n", {}),
    ("booleans", "a,b,c\nTrue,true,TRUE\nFalse,false,FALSE\n", {}),
    ("spaces around numbers", "a,b\n 1,2 \n3, 4\n", {}),
    ("spaces around texts", "a,b\n x,y \nz, w\n", {}),
    ("no header", "1,x\n2,y\n", {"header": None}),
    ("names", "1,x\n2,y\n", {"header": None, "names": ["n", "t"]}),
    ("unnamed", ",x\n0,5\n1,6\n", {}),
    ("semicolon", "a;b\n1;x,y\n", {"sep": ";"}),
    ("tab", "a\tb\n1\tx\n", {"sep": "\t"}),
    ("nrows", "a,b\n1,x\n2,y\n3,z\n", {"nrows": 2}),
    ("usecols", "a,b,c\n1,x,3\n2,y,4\n", {"usecols": ["a", "c"]}),
    ("na values", "a,b\n?,-\n1,x\n", {"na_values": ["?", "-"]}),
    ("no default markers", "a,b\nNA,1\nx,2\n", {"keep_default_na": False}),
    ("byte order mark", "\ufeffa,b\n1,x\n", {}),
    ("accents", "größe,ville\n1,Zürich\n2,Orléans\n", {}),
    ("codes", "zip,n\n00123,1\n12345,2\n", {"dtype": {"zip": str}}),
    ("exponents", "a\n1e3\n2.5E-2\n-1e+2\n", {}),
]

reading = []
for name, text, options in TEXTS:
    frame = pd.read_csv(io.BytesIO(text.encode()), float_precision="round_trip", **options)
    reading.append({"name": name, "text": text, "options": {k: v for k, v in options.items() if k != "dtype"}, "columns": columns(frame)})
decimals = odd_decimals()
numbers = pd.read_csv(io.StringIO("x\n" + "\n".join(decimals) + "\n"), float_precision="round_trip")["x"]
record("frame/reading", reading)
record("frame/decimals", [{"texts": decimals, "values": numbers.to_numpy()}], why="every number is the double nearest to its decimal")

described = []
for name in ["iris", "wine", "cars", "diabetes", "seattle_weather", "spector", "randhie", "co2"]:
    summary = pd.read_csv(DATASETS / f"{name}.csv").describe(include="all")
    described.append({"name": name, "columns": {column: {row: None if pd.isna(cell) else cell for row, cell in summary[column].items()} for column in summary.columns}})
record("frame/describe", described)
