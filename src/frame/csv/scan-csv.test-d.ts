import { readCsv, scanCsv } from "../index.js";

// With given types, chunks are typed.
for await (const chunk of scanCsv("cars.csv", { types: { power: "number", name: "category" } })) {
  chunk.column("power").values satisfies Float64Array;
  chunk.column("name").levels satisfies readonly string[];
  // @ts-expect-error not among the given types
  chunk.column("origin");
  // @ts-expect-error a text is no number
  chunk.filter((row) => row.name * 2 > 1);
}
// @ts-expect-error no such type
scanCsv("cars.csv", { types: { power: "float" } });
// @ts-expect-error a misspelt option
scanCsv("cars.csv", { chunkSize: 5 });
// @ts-expect-error readCsv reads no chunks
await readCsv("cars.csv", { chunksize: 5 });
