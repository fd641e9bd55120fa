"""Versions of Python's side, as one JSON object."""
import json, platform
import numpy, pandas, polars, scipy, sklearn

print(json.dumps({"python": platform.python_version(), **{
    module.__name__: module.__version__ for module in (sklearn, numpy, scipy, pandas, polars)}}))
