import { expect } from "vitest";
import { expectClose } from "./fixtures.js";
import { hashOf, type RecordedTree } from "./node-arrays.js";

/** A tree as parity/record/tree.py writes it. */
export interface TreeCase {
  readonly data: string;
  readonly params: Record<string, unknown> & { readonly criterion?: string };
  readonly sampleWeight: number[] | null;
  readonly tree: RecordedTree;
  readonly featureImportances: number[];
  readonly leaves: string;
  readonly predicted: (string | number)[];
  readonly pathLength: number;
  readonly ccpAlphas: number[];
  readonly impurities: number[];
  readonly twoClasses?: boolean;
}

/** Names a case. */
export function treeTitle({ data, params, sampleWeight, twoClasses }: TreeCase): string {
  return `${data} ${JSON.stringify(params)}${sampleWeight ? " weighted" : ""}${twoClasses ? " 2 classes" : ""}`;
}

/** Asserts that importances and leaves are the recorded ones. */
export function expectUse(
  recorded: TreeCase,
  got: { readonly importances: Float64Array; readonly leaves: Int32Array },
): void {
  expectClose(got.importances, recorded.featureImportances, "rounding");
  expect(hashOf(got.leaves)).toBe(recorded.leaves);
}
