import { LinearRegression, LogisticRegression, Matrix, RandomState, Ridge, setLanes } from "learnkit";
import { afterAll, expect, test } from "vitest";

const random = new RandomState(8);
const rows = 20000; // many blocks
const columns = 9;
const X = new Matrix(random.normal(0, 1, rows * columns), rows, columns);
const y = Float64Array.from({ length: rows }, (_, i) => X.get(i, 0) - 2 * X.get(i, 4));
const three = Array.from(y, (value) => (value < -1 ? "low" : value < 1 ? "middle" : "high"));
const two = three.map((label) => (label === "low" ? 0 : 1));
const sampleWeight = random.uniform(0, 2, rows);

afterAll(() => setLanes(null));

const models: Readonly<Record<string, () => Promise<Float64Array[]>>> = {
  LinearRegression: async () => {
    const model = await new LinearRegression().fit(X, y, { sampleWeight });
    return [model.coef, model.singular!, Float64Array.of(model.intercept), await model.predict(X)];
  },
  Ridge: async () => {
    const exact = await new Ridge().fit(X, y);
    const iterated = await new Ridge({ solver: "lsqr" }).fit(X, y, { sampleWeight });
    return [exact.coef, iterated.coef];
  },
  "LogisticRegression of two classes": async () => {
    const model = await new LogisticRegression().fit(X, two, { sampleWeight });
    const newton = await new LogisticRegression({ solver: "newton-cholesky" }).fit(X, two);
    const trust = await new LogisticRegression({ solver: "liblinear" }).fit(X, two);
    return [model.coef.data, newton.coef.data, trust.coef.data, (await model.predictProba(X)).data];
  },
  "LogisticRegression of three classes": async () => {
    const model = await new LogisticRegression().fit(X, three);
    const newton = await new LogisticRegression({ solver: "newton-cg" }).fit(X, three, { sampleWeight });
    return [model.coef.data, newton.coef.data, (await model.predictProba(X)).data];
  },
};

test.each(Object.entries(models))("%s has the same bits on 1, 2 and 3 lanes", async (_, results) => {
  const seen: Float64Array[][] = [];
  for (const lanes of [1, 2, 3]) {
    setLanes(lanes);
    seen.push(await results());
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});
