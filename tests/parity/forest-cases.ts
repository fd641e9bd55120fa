import type { TreeArrays, TreeStructure } from "learnkit";
import { expect } from "vitest";
import { expectClose } from "./fixtures.js";
import { expectTree, hashOf, LOGARITHMS, type RecordedTree } from "./node-arrays.js";

/** A forest as parity/record/ensemble.py writes it. */
export interface ForestCase {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly criterion?: string };
  readonly sampleWeight: number[] | null;
  readonly trees: {
    readonly nodeCounts: number[];
    readonly hash: Readonly<Record<keyof TreeArrays, string>>;
    readonly first: RecordedTree;
  };
  readonly featureImportances: number[];
  readonly leaves: string;
  readonly predicted: (string | number)[];
  readonly samples: string;
  readonly probabilities?: number[][];
  readonly oobScore?: number;
  readonly oob?: number[][] | number[];
}

/** Puts arrays behind each other. */
export function joinArrays<A extends Int32Array | Float64Array | Uint8Array | Uint32Array>(
  parts: readonly A[],
): A {
  const values = parts.flatMap((part) => Array.from(part));
  const ArrayType = parts[0]!.constructor as new (values: number[]) => A;
  return new ArrayType(values);
}

/** What a forest model shows of itself. */
export interface FittedForest {
  readonly trees: readonly TreeStructure[];
  readonly featureImportances: Float64Array;
  readonly estimatorsSamples: Int32Array[];
  apply(X: number[][]): Promise<Int32Array>;
}

/** Asserts that a forest is the recorded one, node for node, and that its trees drew the recorded rows. */
export async function expectForest(model: FittedForest, recorded: ForestCase, X: number[][]): Promise<void> {
  await expectGrown(model, recorded, X);
  expect(hashOf(joinArrays(model.estimatorsSamples))).toBe(recorded.samples);
}

/** Asserts that a forest is the recorded one, node for node. */
export async function expectGrown(
  model: FittedForest,
  recorded: Omit<ForestCase, "samples">,
  X: number[][],
): Promise<void> {
  const withLogarithms = LOGARITHMS.has(recorded.params.criterion ?? "");
  expect(model.trees.map((tree) => tree.nodeCount)).toEqual(recorded.trees.nodeCounts);
  expectTree(model.trees[0]!, recorded.trees.first, withLogarithms);
  for (const [name, hash] of Object.entries(recorded.trees.hash) as [keyof TreeArrays, string][]) {
    if (withLogarithms && name === "impurity") continue;
    expect(hashOf(joinArrays(model.trees.map((tree) => tree[name]))), name).toBe(hash);
  }
  expectClose(model.featureImportances, recorded.featureImportances, "rounding");
  expect(hashOf(await model.apply(X))).toBe(recorded.leaves);
}

/** Names a case. */
export const forestTitle = ({
  data,
  params,
  sampleWeight,
}: Pick<ForestCase, "data" | "params" | "sampleWeight">): string =>
  `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}`;
