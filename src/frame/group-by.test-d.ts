import { Frame, type NumberColumn, readCsv } from "./index.js";

const sales = Frame.fromColumns({ city: ["Oslo"], price: [3], sold: [true], on: [new Date(0)] });
const cities = sales.groupBy("city");

// Keys and columns are known.
// @ts-expect-error no such column
sales.groupBy("town");
// @ts-expect-error no such column
sales.groupBy(["city", "town"]);
// @ts-expect-error no such column
cities.agg({ mean: ["prices", "mean"] });
// @ts-expect-error no such column
sales.sortValues("town");
// @ts-expect-error no such option
sales.sortValues("city", { descending: true });
// @ts-expect-error no such option
sales.groupBy("city", { dropNa: false });

// A statistic that the type of the column does not have does not compile.
// @ts-expect-error no mean of texts
sales.groupBy("price").agg({ mean: ["city", "mean"] });
// @ts-expect-error no sum of dates
cities.agg({ total: ["on", "sum"] });
// @ts-expect-error no such statistic
cities.agg({ mean: ["price", "average"] });
// @ts-expect-error no mean of texts
sales.groupBy("price").agg({ city: "mean" });
// @ts-expect-error a function of numbers, not of texts
sales.groupBy("price").agg({ top: ["city", (column: NumberColumn) => column.values[0]!] });

// Results are typed: keys, then what was made.
const made = cities.agg({
  mean: ["price", "mean"],
  late: ["on", "max"],
  middle: ["on", "median"],
  n: ["on", "count"],
  kinds: ["city", "nunique"],
  any: ["sold", "max"],
  share: ["sold", "mean"],
  best: ["price", "quantile", { q: 0.9 }],
  text: ["price", (column: NumberColumn) => `${column.length}`],
});
export const mean: Float64Array = made.column("mean").values;
export const late: Float64Array = made.column("late").times;
export const middle: Float64Array = made.column("middle").times;
export const counts: Float64Array = made.column("n").values;
export const any: Int8Array = made.column("any").codes;
export const share: Float64Array = made.column("share").values;
export const texts: readonly string[] = made.column("text").levels;
export const keys: readonly string[] = made.column("city").levels;
// @ts-expect-error not among the results
made.column("price");
// @ts-expect-error dates have no mean among those of all columns
cities.mean().column("on");
export const means: Float64Array = cities.mean().column("price").values;
export const sizes: Float64Array = cities.size().column("size").values;
export const dates: Float64Array = cities.transform("max").column("on").times;
// @ts-expect-error a transform has no keys
cities.transform("max").column("city");
// @ts-expect-error it was not selected
cities.select(["price"]).max().column("on");
for (const { key, frame } of cities.groups()) {
  key.city satisfies string | null;
  // @ts-expect-error no key
  key.price;
  frame.column("price");
}

// Where the schema is not known, everything is checked at run time.
const loose = await readCsv("cars.csv");
loose
  .groupBy(["maker", "year"])
  .agg({ mean: ["power", "mean"], n: ["power", "size"] })
  .column("mean");
loose.groupBy("maker").mean().column("power");
loose.sortValues(["maker", "power"], { ascending: [true, false] });

// What stays within groups keeps the types of the columns.
cities.ffill().column("on").times satisfies Float64Array;
cities.shift(-1).column("sold").codes satisfies Int8Array;
cities.rank().column("on").values satisfies Float64Array;
// @ts-expect-error no keys
cities.ffill().column("city");
// @ts-expect-error no sum of dates
cities.cumsum().column("on");
// @ts-expect-error no such statistic
cities.fillna("sum");
// @ts-expect-error an axis cannot be given
cities.interpolate({ method: "index" });
