import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { PLAIN_FEATURES } from "./feature-roles.js";
import { growOnPath, type TreeData, type TreeSettings } from "./grow-tree.js";
import { PATHS } from "./growth-path.js";

const SETTINGS: TreeSettings = {
  criterion: "gini",
  randomSplits: false,
  maxFeatures: null,
  bootstrap: undefined,
  maxDepth: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxLeafNodes: null,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
};

interface Kind {
  readonly rows: number;
  readonly classes: number;
  /** Decimal places kept: 0 makes ties; 8 values closer than a split can part. */
  readonly places: number;
  readonly weights?: "whole" | "large";
}

function classification({ rows, classes, places, weights }: Kind, seed: number): TreeData {
  const random = new RandomState(seed);
  const scale = places === 8 ? 1e-7 : 3;
  const X = new Matrix(
    random.normal(0, scale, rows * 5).map((v) => Number(v.toFixed(places))),
    rows,
    5,
  );
  for (let i = 0; i < rows; i++) X.data[i * 5 + 4] = 7;
  const codes = Int32Array.from({ length: rows }, (_, i) => {
    const noisy = X.data[i * 5]! / scale + X.data[i * 5 + 1]! / scale + random.random();
    return Math.min(classes - 1, Math.max(0, Math.floor(noisy + classes / 2)));
  });
  const largest = weights === "large" ? 100_000 : 4;
  const weight = weights && Float64Array.from(random.randint(0, largest, rows));
  return { X, codes, y: undefined, nClasses: classes, weight, roles: PLAIN_FEATURES };
}

const KINDS: readonly Kind[] = [
  { rows: 300, classes: 2, places: 3 },
  { rows: 300, classes: 2, places: 0 },
  { rows: 300, classes: 2, places: 8 },
  { rows: 200, classes: 4, places: 1, weights: "whole" },
  { rows: 900, classes: 3, places: 2 },
];

const VARIANTS: readonly Partial<TreeSettings>[] = [
  {},
  { criterion: "entropy" },
  { maxLeafNodes: 9 },
  { minSamplesLeaf: 4, minWeightFractionLeaf: 0.02 },
  { maxDepth: 3, minImpurityDecrease: 0.001 },
  { bootstrap: { size: 150, probability: undefined, balance: undefined } },
];

describe("every path grows the tree of the exact path", () => {
  for (const [k, kind] of KINDS.entries())
    for (const variant of VARIANTS)
      test(`${JSON.stringify(kind)} ${JSON.stringify(variant)}`, async () => {
        const data = classification(kind, k);
        for (const maxFeatures of [null, 2]) {
          const settings = { ...SETTINGS, ...variant, maxFeatures };
          const [fast] = await growOnPath(data, settings, [k], {});
          const [exact] = await growOnPath(data, settings, [k], {}, "exact");
          expect(fast!.path).toBe(maxFeatures === null ? PATHS.presorted : PATHS.sortedKeys);
          expect(exact!.path).toBe(PATHS.exact);
          expect(fast!.arrays).toEqual(exact!.arrays);
        }
      });
});

/** Features with few equal values, one with many, one constant. */
function regression(rows: number, seed: number): TreeData {
  const { X } = classification({ rows, classes: 2, places: 3 }, seed);
  for (let i = 0; i < rows; i++) X.data[i * 5 + 3] = Math.round(X.data[i * 5 + 3]! * 3);
  const noise = new RandomState(seed + 100).normal(0, 1, rows);
  const y = noise.map((v, i) => Math.sin(X.data[i * 5]!) + X.data[i * 5 + 1]! + v);
  return { X, codes: undefined, y, nClasses: 1, weight: undefined, roles: PLAIN_FEATURES };
}

describe("regression has the bits of the exact path", () => {
  const variants: readonly Partial<TreeSettings>[] = [
    {},
    { maxFeatures: 3, maxLeafNodes: 40 },
    { minSamplesLeaf: 7 },
    { maxDepth: 5, minWeightFractionLeaf: 0.01 },
    { bootstrap: { size: 500, probability: undefined, balance: undefined } },
  ];
  for (const variant of variants)
    for (const weighted of [false, true])
      test(`${JSON.stringify(variant)}${weighted ? " weighted" : ""}`, async () => {
        const data = regression(700, 5);
        const weight = weighted ? new RandomState(6).random(700) : undefined;
        const settings: TreeSettings = { ...SETTINGS, ...variant, criterion: "squared_error" };
        const [fast] = await growOnPath({ ...data, weight }, settings, [2], {});
        const [exact] = await growOnPath({ ...data, weight }, settings, [2], {}, "exact");
        expect(fast!.path).toBe(PATHS.rowLists);
        expect(exact!.path).toBe(PATHS.exact);
        expect(fast!.arrays).toEqual(exact!.arrays);
      });

  test("rows drawn more than once stand in any order among themselves, others with equal values do not", async () => {
    const { X, y } = regression(300, 8);
    for (let p = 0; p < X.data.length; p += 5) X.data[p]! += p * 1e-7; // no ties
    const random = new RandomState(9);
    const drawn = random.randint(0, 300, 900).map((i) => Math.min(i, 250));
    const data: TreeData = { ...regression(900, 8), X: X.takeRows(drawn), y: drawn.map((i) => y![i]!) };
    for (const weight of [undefined, random.random(900)])
      for (const maxFeatures of [null, 1, 3]) {
        const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxFeatures };
        const [exact] = await growOnPath({ ...data, weight }, settings, [2], {}, "exact");
        const [listed] = await growOnPath({ ...data, weight }, settings, [2], {}, "rowLists");
        expect(listed!.arrays).toEqual(exact!.arrays);
      }
  });

  test("nodes that look at one feature of five take lists of rows where few values are equal", async () => {
    const tied = regression(700, 5);
    const data = new RandomState(7).normal(0, 1, 3500);
    for (let p = 3; p < 3500; p += 5) data[p] = Math.round(data[p]!);
    const untied = { ...tied, X: new Matrix(data, 700, 5) };
    const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxFeatures: 1 };
    for (const [trial, chosen] of [
      [tied, "exact"],
      [untied, "rowLists"],
    ] as const) {
      const [free] = await growOnPath(trial, settings, [2, 3], {});
      expect(free!.path).toBe(PATHS[chosen]);
      const [exact] = await growOnPath(trial, settings, [2, 3], {}, "exact");
      const [listed] = await growOnPath(trial, settings, [2, 3], {}, "rowLists");
      expect(listed!.arrays).toEqual(exact!.arrays);
      expect(free!.arrays).toEqual(exact!.arrays);
    }
  });

  test("more than 65536 rows take wide entries and give the same tree", async () => {
    const data = regression(66_000, 1);
    const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxDepth: 8 };
    const [fast] = await growOnPath(data, settings, [2], {});
    const [exact] = await growOnPath(data, settings, [2], {}, "exact");
    expect(fast!.arrays).toEqual(exact!.arrays);
  });

  const draws: readonly Partial<TreeSettings>[] = [
    { bootstrap: { size: 66_000, probability: undefined, balance: undefined } },
    { bootstrap: { size: 30_000, probability: undefined, balance: undefined, replace: false } },
    {},
  ];
  for (const variant of draws)
    test(`several trees sort more than 65536 rows by themselves and are the same ${JSON.stringify(variant)}`, async () => {
      const data = regression(66_000, 1);
      const weight = variant.bootstrap
        ? undefined
        : Float64Array.from({ length: 66_000 }, (_, i) => (i % 3) / 2);
      const settings: TreeSettings = { ...SETTINGS, ...variant, criterion: "squared_error", maxDepth: 6 };
      const fast = await growOnPath({ ...data, weight }, settings, [2, 3], {});
      const exact = await growOnPath({ ...data, weight }, settings, [2, 3], {}, "exact");
      expect(fast.map(({ path }) => path)).toEqual([PATHS.rowLists, PATHS.rowLists]);
      expect(fast.map(({ arrays }) => arrays)).toEqual(exact.map(({ arrays }) => arrays));
    });
});

/** A feature twice and one of few values beside others: cuts tie. */
function tied(rows: number, seed: number): TreeData {
  const data = regression(rows, seed);
  for (let i = 0; i < rows; i++) {
    data.X.data[i * 5 + 2] = data.X.data[i * 5 + 1]!;
    data.y![i] = Math.round(data.y![i]!);
  }
  return data;
}

describe("regression from lists of rows has the bits of the exact path", () => {
  const variants: readonly Partial<TreeSettings>[] = [
    {},
    { maxFeatures: 3, maxLeafNodes: 40 },
    { minSamplesLeaf: 7, ccpAlpha: 0.001 },
    { maxDepth: 5, minWeightFractionLeaf: 0.1, minImpurityDecrease: 0.001 },
  ];
  const weights = {
    none: undefined,
    real: new RandomState(6).random(700),
    "whole, some 0": Float64Array.from(new RandomState(7).randint(0, 4, 700)),
    "0 or 1": Float64Array.from(new RandomState(8).randint(0, 2, 700)),
  };
  for (const [k, variant] of variants.entries())
    for (const [name, weight] of Object.entries(weights))
      test(`${JSON.stringify(variant)}, weights: ${name}`, async () => {
        for (const data of [regression(700, k), tied(700, k)]) {
          const settings: TreeSettings = { ...SETTINGS, ...variant, criterion: "squared_error" };
          const [fast] = await growOnPath({ ...data, weight }, settings, [2], {}, "rowLists");
          const [exact] = await growOnPath({ ...data, weight }, settings, [2], {}, "exact");
          expect(fast!.path).toBe(PATHS.rowLists);
          expect(fast!.arrays).toEqual(exact!.arrays);
        }
      });

  test("more than 65536 rows take wide lists and give the same tree", async () => {
    const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxDepth: 8 };
    const data = regression(66_000, 1);
    const [fast] = await growOnPath(data, settings, [2], {}, "rowLists");
    const [exact] = await growOnPath(data, settings, [2], {}, "exact");
    expect(fast!.arrays).toEqual(exact!.arrays);
  });

  test("targets near the ends of the range give the same tree", async () => {
    for (const factor of [1e-160, 1e150, 1e300]) {
      const data = regression(300, 3);
      const y = data.y!.map((v) => v * factor);
      const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxDepth: 3 };
      const [fast] = await growOnPath({ ...data, y }, settings, [2], {}, "rowLists");
      const [exact] = await growOnPath({ ...data, y }, settings, [2], {}, "exact");
      expect(fast!.arrays).toEqual(exact!.arrays);
    }
  });

  test("the guarded path gives the same cuts unless it says that they come near to each other", async () => {
    const settings: TreeSettings = { ...SETTINGS, criterion: "squared_error", maxDepth: 3 };
    for (let seed = 0; seed < 8; seed++) {
      const data = regression(1500, seed);
      const [fast] = await growOnPath(data, settings, [2], {}, "rowListsGuarded");
      const [exact] = await growOnPath(data, settings, [2], {}, "exact");
      expect(fast!.nearCuts).toBe(0);
      expect(fast!.arrays.feature).toEqual(exact!.arrays.feature);
      expect(fast!.arrays.threshold).toEqual(exact!.arrays.threshold);
      expect(fast!.arrays.nNodeSamples).toEqual(exact!.arrays.nNodeSamples);
    }
    const [near] = await growOnPath(tied(1500, 1), settings, [2], {}, "rowListsGuarded");
    expect(near!.nearCuts).toBeGreaterThan(0);
  });
});

describe("random splits have the bits of the exact path", () => {
  const kinds: readonly Kind[] = [...KINDS, { rows: 400, classes: 9, places: 1, weights: "whole" }];
  for (const [k, kind] of kinds.entries())
    for (const variant of VARIANTS)
      test(`counted: ${JSON.stringify(kind)} ${JSON.stringify(variant)}`, async () => {
        const data = classification(kind, k);
        for (const maxFeatures of [null, 2]) {
          const settings = { ...SETTINGS, ...variant, maxFeatures, randomSplits: true };
          const [fast] = await growOnPath(data, settings, [k], {});
          const [exact] = await growOnPath(data, settings, [k], {}, "exact");
          expect(fast!.path).toBe(PATHS.randomCounts);
          // Class sums are whole numbers, so that the rows' order, which differs, does not show.
          expect(fast!.arrays).toEqual(exact!.arrays);
        }
      });

  const variants: readonly Partial<TreeSettings>[] = [
    {},
    { maxFeatures: 2, maxLeafNodes: 40 },
    { minSamplesLeaf: 7, minWeightFractionLeaf: 0.01 },
    { maxDepth: 5, bootstrap: { size: 500, probability: undefined, balance: undefined } },
  ];
  for (const variant of variants)
    for (const weighted of [false, true])
      test(`summed: ${JSON.stringify(variant)}${weighted ? " weighted" : ""}`, async () => {
        const weight = weighted ? new RandomState(6).random(700) : undefined;
        const data = { ...regression(700, 5), weight };
        const settings: TreeSettings = {
          ...SETTINGS,
          ...variant,
          criterion: "squared_error",
          randomSplits: true,
        };
        for (const seed of [1, 2, 3]) {
          const [fast] = await growOnPath(data, settings, [seed], {});
          const [exact] = await growOnPath(data, settings, [seed], {}, "exact");
          expect(fast!.path).toBe(PATHS.randomSums);
          expect(fast!.arrays).toEqual(exact!.arrays);
        }
      });
});

test("more than 65536 rows take wide entries and give the same tree", async () => {
  const data = classification({ rows: 66_000, classes: 2, places: 4 }, 9);
  for (const maxFeatures of [null, 1]) {
    const settings = { ...SETTINGS, maxDepth: 6, maxFeatures };
    const [fast] = await growOnPath(data, settings, [1], {});
    const [exact] = await growOnPath(data, settings, [1], {}, "exact");
    expect(fast!.path).not.toBe(PATHS.exact);
    expect(fast!.arrays).toEqual(exact!.arrays);
  }
});

test("weights too large for an entry, fractional weights and missing values take the exact path", async () => {
  const large = classification({ rows: 100, classes: 2, places: 2, weights: "large" }, 3);
  expect((await growOnPath(large, SETTINGS, [0], {}))[0]!.path).toBe(PATHS.exact);
  const data = classification({ rows: 100, classes: 2, places: 2 }, 3);
  const half = { ...data, weight: new Float64Array(100).fill(0.5) };
  expect((await growOnPath(half, SETTINGS, [0], {}))[0]!.path).toBe(PATHS.exact);
  data.X.data[3] = Number.NaN;
  expect((await growOnPath(data, SETTINGS, [0], {}))[0]!.path).toBe(PATHS.exact);
});

/** Small whole numbers in all features but the last, which is continuous if `mixed`. */
function discrete(
  rows: number,
  values: number,
  classes: number,
  seed: number,
  kind: { readonly mixed?: boolean; readonly weighted?: boolean } = {},
): TreeData {
  const random = new RandomState(seed);
  const X = new Matrix(Float64Array.from(random.randint(0, values, rows * 6)), rows, 6);
  if (kind.mixed) for (const [i, v] of random.normal(0, 1, rows).entries()) X.data[i * 6 + 5] = v;
  for (let i = 0; i < rows; i++) X.data[i * 6 + 4] = 2;
  const codes = Int32Array.from(
    { length: rows },
    (_, i) => Math.floor((X.data[i * 6]! * X.data[i * 6 + 1]!) / values + 3 * random.random()) % classes,
  );
  const weight = kind.weighted ? Float64Array.from(random.randint(0, 4, rows)) : undefined;
  return { X, codes, y: undefined, nClasses: classes, weight, roles: PLAIN_FEATURES };
}

describe("features with few values are counted and give the tree of the exact path", () => {
  const kinds: readonly (readonly [string, TreeData])[] = [
    ["17 values, 10 classes", discrete(2000, 17, 10, 1)],
    ["2 values, 2 classes", discrete(600, 2, 2, 2)],
    ["60 values, 2 classes", discrete(1500, 60, 2, 3)],
    ["whole weights", discrete(1500, 9, 3, 4, { weighted: true })],
    ["one continuous feature", discrete(1500, 12, 5, 5, { mixed: true, weighted: true })],
    ["values closer than a split can part", closer(discrete(1500, 12, 3, 6))],
  ];
  for (const [name, data] of kinds)
    for (const variant of VARIANTS)
      test(`${name} ${JSON.stringify(variant)}`, async () => {
        for (const maxFeatures of [null, 2]) {
          const settings = { ...SETTINGS, ...variant, maxFeatures };
          const [fast] = await growOnPath(data, settings, [7], {});
          const [exact] = await growOnPath(data, settings, [7], {}, "exact");
          expect(fast!.path).toBe(maxFeatures === null ? PATHS.presorted : PATHS.sortedKeys);
          expect(fast!.countedSearches).toBeGreaterThan(0);
          expect(exact!.countedSearches).toBe(0);
          expect(fast!.arrays).toEqual(exact!.arrays);
        }
      });

  function closer(data: TreeData): TreeData {
    return {
      ...data,
      X: new Matrix(
        data.X.data.map((v) => v * 4e-8),
        data.X.rows,
        data.X.columns,
      ),
    };
  }

  test("more than 65536 rows", async () => {
    const data = discrete(66_000, 5, 3, 8);
    for (const maxFeatures of [null, 2]) {
      const settings = { ...SETTINGS, maxFeatures };
      const [fast] = await growOnPath(data, settings, [1], {});
      const [exact] = await growOnPath(data, settings, [1], {}, "exact");
      expect(fast!.countedSearches).toBeGreaterThan(0);
      expect(fast!.arrays).toEqual(exact!.arrays);
    }
  });

  test("features with more values are counted only where they would be sorted", async () => {
    const data = discrete(1500, 200, 2, 3);
    const [listed] = await growOnPath(data, SETTINGS, [1], {});
    const [sorted] = await growOnPath(data, { ...SETTINGS, maxFeatures: 2 }, [1], {});
    const [exact] = await growOnPath(data, { ...SETTINGS, maxFeatures: 2 }, [1], {}, "exact");
    expect(listed!.countedSearches).toBe(1); // the constant feature, at the root
    expect(sorted!.countedSearches).toBeGreaterThan(0);
    expect(sorted!.arrays).toEqual(exact!.arrays);
  });

  test("the shipped digits", async () => {
    const { matrix, codes } = await digits();
    const data = { X: matrix, codes, y: undefined, nClasses: 10, weight: undefined, roles: PLAIN_FEATURES };
    for (const maxFeatures of [null, 8]) {
      const settings = { ...SETTINGS, maxFeatures };
      const [fast] = await growOnPath(data, settings, [0], {});
      const [exact] = await growOnPath(data, settings, [0], {}, "exact");
      expect(fast!.countedSearches).toBeGreaterThan(0);
      expect(fast!.arrays).toEqual(exact!.arrays);
    }
  });

  test("continuous features are not counted", async () => {
    const data = classification({ rows: 3000, classes: 4, places: 6 }, 1);
    data.X.data.forEach((v, p) => {
      if (p % 5 === 4) data.X.data[p] = data.X.data[p - 1]! + v;
    });
    const [tree] = await growOnPath(data, SETTINGS, [0], {});
    expect(tree!.countedSearches).toBe(0);
  });
});

async function digits(): Promise<{ readonly matrix: Matrix; readonly codes: Int32Array }> {
  const text = await readFile(new URL("../../datasets/digits.csv", import.meta.url), "utf8");
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").map(Number));
  const matrix = new Matrix(Float64Array.from(rows.flatMap((row) => row.slice(0, -1))), rows.length, 64);
  return { matrix, codes: Int32Array.from(rows, (row) => row[64]!) };
}
