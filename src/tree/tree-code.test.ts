// biome-ignore-all lint/suspicious/noTemplateCurlyInString: labels that would be code in a template
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { Label } from "../base/estimator.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { DecisionTreeClassifier } from "./decision-tree-classifier.js";
import { DecisionTreeRegressor } from "./decision-tree-regressor.js";
import { exportText } from "./export-text.js";
import type { ExportedTree } from "./exported-tree.js";
import { ExtraTreeRegressor } from "./extra-tree-regressor.js";
import { plotTree } from "./plot-tree.js";
import { toCode } from "./tree-code.js";

type Predict = (x: ArrayLike<number>) => Label;

async function compiled(code: string): Promise<Predict> {
  const folder = await mkdtemp(join(tmpdir(), "tree-code-"));
  const file = join(folder, "tree.ts");
  await writeFile(file, code);
  const { predict } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { predict: Predict };
  await rm(folder, { recursive: true });
  return predict;
}

const random = new RandomState(3);
const X = Array.from({ length: 80 }, (_, i) => [
  Math.round(random.random() * 60) / 10,
  random.random() < 0.2 ? Number.NaN : random.random() * 1e-3,
  i % 5,
]);
const y = X.map(([a, , c]) => a! * 2 - c! + random.random());

/** Rows at and around every threshold, in doubles and in 32-bit floats, and with every value missing. */
function boundaryRows({ tree, nFeatures }: ExportedTree): number[][] {
  const rows: number[][] = [...X, Array<number>(nFeatures).fill(Number.NaN)];
  for (let i = 0; i < tree.nodeCount; i++) {
    const t = tree.threshold[i]!;
    if (tree.childrenLeft[i]! < 0 || !Number.isFinite(t)) continue;
    for (const step of [
      -3e-7, -6e-8, -5.96e-8, -1e-8, -2.2e-16, 0, 2.2e-16, 1e-8, 2.98e-8, 5.96e-8, 6e-8, 3e-7,
    ])
      for (const value of [t * (1 + step), Math.fround(t * (1 + step))]) {
        const row = [...X[i % X.length]!];
        row[tree.feature[i]!] = value;
        rows.push(row);
      }
  }
  return rows;
}

test("the TypeScript of a tree predicts what the tree does, also where 32-bit floats round, and without values", async () => {
  const labels = y.map((v) => (v > 4 ? 'x"\\\n${1}' : v > 2 ? "b'\u2028" : "c"));
  const models = [
    await new DecisionTreeClassifier().fit(X, labels),
    await new DecisionTreeRegressor().fit(X, y),
    await new ExtraTreeRegressor().fit(X, y),
    await new DecisionTreeClassifier({ categoricalFeatures: [2] }).fit(X, labels),
    await new DecisionTreeClassifier({ maxDepth: 3 }).fit(
      X,
      y.map((v) => v > 3),
    ),
  ];
  for (const model of models) {
    const predict = await compiled(toCode(model, "typescript"));
    const categorical = model.categoricalFeatures.length > 0;
    const rows = boundaryRows(model).filter((row) => !categorical || !(row[2]! % 1 > 0));
    expect(rows.map((row) => predict(row))).toEqual(Array.from<Label>(await model.predict(rows)));
  }
});

test("names and labels cannot become code", async () => {
  const evil = ['"; DROP TABLE rows; --', "*/ process.exit(1) //\n process.exit(2)", "\u2028process.exit(3)"];
  const named = new Matrix(Float64Array.from(X.flat()), X.length, 3, evil);
  const model = await new DecisionTreeClassifier({ maxDepth: 3 }).fit(
    named,
    y.map((v) => (v > 3 ? "'); DROP" : "`${x}`")),
  );
  const code = toCode(model, "typescript");
  expect(code.split(/\n|\u2028|\u2029/).filter((line) => /^\s*process/.test(line))).toEqual([]);
  expect((await compiled(code))(X[0]!)).toBe((await model.predict(X))[0]);
  const sql = toCode(model, "sql");
  expect(sql).toContain('"""; DROP TABLE rows; --"');
  expect(sql).toContain("'''); DROP'");
  const python = toCode(model, "python").split("\n");
  expect(python.slice(0, 5).map((line) => line[0])).toEqual(["#", "#", "#", "#", "d"]);
  const back = await new DecisionTreeClassifier().fit([[0], [1]], ["a\\", "b"]);
  expect(() => toCode(back, "sql")).toThrow("toCode: classes must be free of NUL and backslashes for SQL");
});

test("SQL reads a missing value where the tree sends it", async () => {
  const model = await new DecisionTreeClassifier().fit([[Number.NaN], [Number.NaN], [1], [1]], [1, 1, 0, 0]);
  expect(toCode(model, "sql")).toBe('CASE\n  WHEN "x0" IS NOT NULL\n  THEN 0\n  ELSE 1\nEND');
});

test("what is no language, or no tree of one output, is refused", async () => {
  const model = await new DecisionTreeRegressor().fit([[0], [1]], [1, 2]);
  expect(() => toCode(model, "fortran" as "sql")).toThrow('language must be "typescript", "python" or "sql"');
  expect(() => exportText(model, { featureNames: ["a", "b"] })).toThrow("featureNames must be 1 long");
  expect(() => exportText(model, { depth: 3 } as object)).toThrow("depth");
});

test("a picture is well-formed, named, and cut where it is told to", async () => {
  const model = await new DecisionTreeRegressor({ maxDepth: 4 }).fit(X, y);
  const svg = plotTree(model, {
    featureNames: ["<a>&\u0001", "b", 'c"'],
    filled: true,
    rounded: true,
    maxDepth: 1,
  });
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="Decision tree with \d+ nodes/);
  expect(svg).not.toContain("<a>");
  expect(svg).not.toContain("\u0001");
  expect(svg.match(/>\(…\)</g)!.length).toBeGreaterThanOrEqual(3);
  const count = (pattern: RegExp): number => svg.match(pattern)?.length ?? 0;
  expect(count(/<g[ >]/g)).toBe(count(/<\/g>/g));
  expect(count(/<rect /g)).toBe(count(/<title>/g));
});
