import { expect, test } from "vitest";
import {
  loadBreastCancer,
  loadCars,
  loadCo2,
  loadDiabetes,
  loadDigits,
  loadIris,
  loadRandhie,
  loadSeattleWeather,
  loadSpector,
  loadWine,
} from "./index.js";

test.each([
  ["loadIris", loadIris, 150, 5, 0],
  ["loadWine", loadWine, 178, 14, 0],
  ["loadBreastCancer", loadBreastCancer, 569, 31, 0],
  ["loadDigits", loadDigits, 1797, 65, 0],
  ["loadDiabetes", loadDiabetes, 442, 11, 0],
  ["loadCars", loadCars, 406, 9, 14],
  ["loadSeattleWeather", loadSeattleWeather, 1461, 6, 0],
  ["loadCo2", loadCo2, 2284, 2, 59],
  ["loadSpector", loadSpector, 32, 5, 0],
  ["loadRandhie", loadRandhie, 20190, 10, 0],
] as const)(
  "%s gives the rows, columns and missing values that its table states",
  async (_, load, rows, columns, missing) => {
    const frame = await load();
    expect([frame.rows, frame.columns.length]).toEqual([rows, columns]);
    expect(frame.columns.reduce((count, column) => count + column.missingCount, 0)).toBe(missing);
  },
);

test("the schema is known to the compiler, and a target keeps its type", async () => {
  const { X, y } = (await loadIris()).split("species");
  const species: readonly (string | null)[] = y.toArray();
  expect(new Set(species)).toEqual(new Set(["setosa", "versicolor", "virginica"]));
  expect(X.X().get(0, 0)).toBe(5.1);
});

test("dates without dashes are read where the type is given", async () => {
  const co2 = await loadCo2();
  expect(co2.column("date").get(0)).toEqual(new Date("1958-03-29"));
});
