import { Frame, readCsv } from "./index.js";

const cars = Frame.fromColumns({ maker: ["Fiat"], power: [60], year: [1970] });
const makers = Frame.fromColumns({ maker: ["Fiat"], land: ["Italy"], year: [1899] });

// @ts-expect-error no such column on both sides
cars.merge(makers, { on: "power" });
// @ts-expect-error no such column on the left
cars.merge(makers, { leftOn: "land", rightOn: "land" });
// @ts-expect-error no such way
cars.merge(makers, { on: "maker", how: "full" });
// @ts-expect-error no such option
cars.merge(makers, { onn: "maker" });

const merged = cars.merge(makers, { on: "maker" });
export const lands: readonly string[] = merged.column("land").levels;
export const carYears: Float64Array = merged.column("year_x").values;
export const makerYears: Float64Array = merged.column("year_y").values;
// @ts-expect-error it has a suffix now
merged.column("year");
// @ts-expect-error no indicator was asked for
merged.column("_merge");

const told = cars.merge(makers, { on: ["maker", "year"], indicator: true });
told.column("_merge").levels satisfies readonly string[];
told.column("year").values satisfies Float64Array;
cars.merge(makers, { indicator: "from" }).column("from").levels satisfies readonly string[];
cars.merge(makers, { on: "maker", suffixes: [null, "_maker"] }).column("year_maker");
cars.merge(makers, { on: "maker", suffixes: [null, "_maker"] }).column("year");
cars.merge(makers.rename({ maker: "name" }), { leftOn: "maker", rightOn: "name" }).column("name");
cars.merge(makers, { leftOn: "maker", rightOn: "maker" }).column("maker");

const loose = await readCsv("cars.csv");
loose.merge(makers, { on: "maker" }).column("anything");
cars.merge(loose, { on: "maker" }).column("anything");
loose.merge(loose, { on: "maker" }).column("year_x");
