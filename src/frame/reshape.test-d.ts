import { concat, Frame, valueCounts } from "./index.js";

const wide = Frame.fromColumns({ id: ["p"], jan: [1], feb: [3], on: [new Date(0)] });

// @ts-expect-error no such column
wide.melt({ idVars: "name" });
// @ts-expect-error no such column
wide.melt({ valueVars: ["jan", "march"] });
// @ts-expect-error no such option
wide.melt({ idvars: "id" });
const long = wide.melt({ idVars: "id", valueVars: ["jan", "feb"], varName: "month" });
long.column("month").levels satisfies readonly string[];
long.column("value").values satisfies Float64Array;
long.column("id").levels satisfies readonly string[];
// @ts-expect-error it has another name
long.column("variable");
// @ts-expect-error it was melted
long.column("jan");

// @ts-expect-error no such column
wide.pivotTable({ index: "name", values: "jan" });
// @ts-expect-error no mean of texts
wide.pivotTable({ index: "on", values: "id", aggfunc: "mean" });
// @ts-expect-error no sum of dates
wide.pivotTable({ index: "id", values: "on", aggfunc: "sum" });
wide.pivotTable({ index: "id", columns: "on", values: ["jan", "feb"], aggfunc: "std" });

// @ts-expect-error no such column
wide.dropDuplicates({ subset: "name" });
// @ts-expect-error no such way
wide.duplicated({ keep: "none" });
// @ts-expect-error no such column
wide.valueCounts(["name"]);
wide.valueCounts("id").column("count").values satisfies Float64Array;
wide.valueCounts(["id"], { normalize: true }).column("proportion").values satisfies Float64Array;
// @ts-expect-error not among the counted columns
wide.valueCounts("id").column("jan");
valueCounts(wide.column("id")).column("count").values satisfies Float64Array;
valueCounts([1, 2]).column("value").values satisfies Float64Array;

const other = Frame.fromColumns({ id: ["q"], mar: [true] });
const both = concat([wide, other]);
both.column("jan").values satisfies Float64Array;
both.column("mar").codes satisfies Int8Array;
// @ts-expect-error in none of them
both.column("apr");
concat([wide, other], { join: "inner" }).column("id").levels satisfies readonly string[];
// @ts-expect-error not in both
concat([wide, other], { join: "inner" }).column("jan");
// @ts-expect-error no such option
concat([wide, other], { how: "inner" });
