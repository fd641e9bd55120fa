import { createHash } from "node:crypto";
import type { TreeArrays, TreeStructure } from "learnkit";
import { expect } from "vitest";
import { expectClose } from "./fixtures.js";

/** Node arrays as parity/record/tree.py writes them. */
export interface RecordedTree {
  readonly nodeCount: number;
  readonly maxDepth: number;
  /** Of each array: the first 32 digits of the SHA-256 of its little-endian bytes. */
  readonly hash: Readonly<Record<keyof TreeArrays, string>>;
  readonly arrays?: Readonly<Record<keyof TreeArrays, readonly number[]>>;
}

/** Criteria whose impurities hold logarithms, and may differ from the recorded ones by rounding. */
export const LOGARITHMS: ReadonlySet<string> = new Set(["entropy", "log_loss", "poisson"]);

/** Hash of the bytes of an array, with -0 counted as 0. */
export function hashOf(values: Int32Array | Float64Array | Uint8Array | Uint32Array): string {
  const bytes = values.map((value) => value + 0);
  return createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex").slice(0, 32);
}

/** Asserts that a tree is the recorded one, node for node and bit for bit; impurities with logarithms may differ by rounding. */
export function expectTree(tree: TreeStructure, recorded: RecordedTree, withLogarithms: boolean): void {
  expect(tree.nodeCount).toBe(recorded.nodeCount);
  expect(tree.maxDepth).toBe(recorded.maxDepth);
  for (const [name, hash] of Object.entries(recorded.hash) as [keyof TreeArrays, string][]) {
    const exact = !(withLogarithms && name === "impurity");
    if (recorded.arrays !== undefined)
      expectClose(tree[name], recorded.arrays[name], exact ? "bits" : "rounding");
    else if (exact) expect(hashOf(tree[name]), name).toBe(hash);
  }
}
