import type { FrameLike, MatrixLike, VectorLike } from "../base/estimator.js";
import { Frame, readCsv } from "./index.js";

const frame = Frame.fromColumns({ name: ["a"], age: [1, null], member: [true], since: [new Date(0)] });

// A column that is not in the frame does not compile.
// @ts-expect-error no such column
frame.column("nam");
// @ts-expect-error no such column
frame.select(["name", "ages"]);
// @ts-expect-error no such column
frame.X(["aged"]);
// @ts-expect-error no such column
frame.split("target");
// @ts-expect-error it was dropped
frame.drop(["age"]).column("age");
// @ts-expect-error it went with the target
frame.split("age").X.column("age");
// @ts-expect-error it has another name now
frame.rename({ age: "years" }).column("age");
// @ts-expect-error not in the rows
frame.filter((row) => row.ages > 1);

// Columns know their types.
export const ages: Float64Array = frame.column("age").values;
export const levels: readonly string[] = frame.column("name").levels;
export const years: Float64Array = frame.rename({ age: "years" }).column("years").values;
export const added: readonly string[] = frame.assign({ city: ["Oslo"] }).column("city").levels;
export const replaced: readonly string[] = frame.assign({ age: ["old"] }).column("age").levels;
// @ts-expect-error a text is no number
frame.filter((row) => row.name * 2 > 1);
frame.filter((row) => row.age > 1 && row.member === true);

// With given types, what is read is typed.
const cars = await readCsv("cars.csv", { types: { power: "number", name: "category" } });
export const power: Float64Array = cars.column("power").values;
// @ts-expect-error not among the given types
cars.column("origin");
// @ts-expect-error no such type
await readCsv("cars.csv", { types: { power: "float" } });

// Without, names are checked at run time, and a column goes wherever a target does.
const loose = await readCsv("cars.csv");
loose.filter((row) => row["anything"] > 3);
export const numbers: VectorLike<number> = loose.column("power");
export const labels: VectorLike<string> = loose.split("name").y;
export const X: MatrixLike = loose.split("name").X;

// Any frame is a frame to estimators and to functions of frames.
export const anyFrame: Frame = frame;
export const like: FrameLike = frame;
