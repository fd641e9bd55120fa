import { Frame, readJson, writeJson } from "../index.js";

// With given types, what is read is typed.
const cars = await readJson("cars.json", { types: { power: "number", name: "category" } });
export const power: Float64Array = cars.column("power").values;
// @ts-expect-error not among the given types
cars.column("origin");
// @ts-expect-error no such type
await readJson("cars.json", { types: { power: "float" } });
// @ts-expect-error a misspelt option
await readJson("cars.json", { line: true });
// @ts-expect-error lines is a boolean
await readJson("cars.json", { lines: "yes" });

export const text: string = Frame.fromColumns({ x: [1] }).toJson({ lines: true });
// @ts-expect-error no such option
await writeJson(cars, "cars.json", { orient: "split" });
