import { cut, Frame, getDummies, mean, median, qcut } from "./index.js";

const frame = Frame.fromColumns({ name: ["a"], age: [1, null], member: [true], since: [new Date(0)] });

// Columns compare with what they hold.
frame.filter(
  frame
    .column("age")
    .gt(3)
    .and(frame.column("name").isin(["a", null])),
);
frame.column("since").between(new Date(0), new Date(1), { inclusive: "left" });
// @ts-expect-error no such column
frame.column("aged").gt(1);
// @ts-expect-error a number column compares with numbers
frame.column("age").gt("x");
// @ts-expect-error a category compares with texts
frame.column("name").eq(1);
// @ts-expect-error columns of two types
frame.column("age").eq(frame.column("name"));
// @ts-expect-error texts among numbers
frame.column("age").isin(["a"]);
// @ts-expect-error no such way to include ends
frame.column("age").between(1, 2, { inclusive: "inner" });
// @ts-expect-error a number column is no mask
frame.filter(frame.column("age"));
// @ts-expect-error only booleans combine
frame.column("age").and(frame.column("member"));

// Statistics are those that a type has.
// @ts-expect-error a category has no mean
frame.column("name").mean();
// @ts-expect-error a category cannot be added to
frame.column("name").add(1);
// @ts-expect-error misspelt
frame.column("age").std({ dof: 1 });
// @ts-expect-error no such interpolation
frame.column("age").quantile(0.5, { interpolation: "middle" });
export const one: number = frame.column("age").quantile(0.5);
export const several: Float64Array = frame.column("age").quantile([0.5, 0.9]);
export const earliest: Date | null = frame.column("since").min();
export const middle: number = median([1, null, 2]);
// @ts-expect-error texts have no mean
mean(["a"]);

// What is assigned is typed by what makes it.
const wide = frame.assign({
  ratio: (f) => f.column("age").div(2),
  old: (f) => f.column("age").gt(60),
  label: (f) => f.column("age").map((age) => (age > 60 ? "old" : "young")),
  year: (f) => f.column("since").year(),
  shout: (f) => f.column("name").str.upper(),
  name: [1],
});
export const ratio: Float64Array = wide.column("ratio").values;
export const labels: readonly string[] = wide.column("label").levels;
export const replaced: Float64Array = wide.column("name").values;
wide.filter(wide.column("old").or(wide.column("member")));
wide.column("shout").str.contains("A");
// @ts-expect-error not assigned
wide.column("ratios");
// @ts-expect-error no such column in the function
frame.assign({ x: (f) => f.column("aged") });

// Fills suit the columns.
frame.fillna({ age: "median", name: "?", member: false, since: "max" });
frame.fillna(0);
// @ts-expect-error no such column
frame.fillna({ aged: 1 });
// @ts-expect-error a number is no text
frame.fillna({ name: 1 });
// @ts-expect-error no such statistic
frame.fillna({ age: "average" });
frame.interpolate({ method: "time", index: "since" });
// @ts-expect-error no such column
frame.interpolate({ method: "time", index: "sinc" });
// @ts-expect-error no such column
frame.dropna({ subset: ["aged"] });
// @ts-expect-error no such column
frame.sample({ weights: "aged" });
// @ts-expect-error misspelt
frame.sample({ randomstate: 1 });
// @ts-expect-error no such column
getDummies(frame, { columns: ["aged"] });
// @ts-expect-error misspelt
frame.corr({ methode: "pearson" });

// Types after conversion, binning and correlation.
export const ages: readonly string[] = frame.astype({ age: "category" }).column("age").levels;
// @ts-expect-error no such type
frame.astype({ age: "float" });
export const bands: readonly string[] = cut(frame.column("age"), 3).levels;
export const codes: Float64Array = cut(frame.column("age"), 3, { labels: false }).values;
export const edges: Float64Array = qcut(frame.column("age"), 3, { retbins: true }).bins;
export const binned: Float64Array = qcut([1, 2], 2, { retbins: true, labels: false }).column.values;
// @ts-expect-error misspelt
cut([1], 2, { rigth: false });
frame.corr({ numericOnly: true }).column("age");
// @ts-expect-error a category has no correlation
frame.corr({ numericOnly: true }).column("name");
export const distinct: number = frame.nunique().age;
export const holes: Int8Array = frame.isna().column("name").codes;

// Where only the file knows the types, a column is asked for by its type.
const loose: Frame = frame;
export const known: number = loose.column("age", "number").median();
// @ts-expect-error a category has no median
loose.column("name", "category").median();
// @ts-expect-error the schema says otherwise
frame.column("name", "number");
// @ts-expect-error no such type
loose.column("age", "float");
