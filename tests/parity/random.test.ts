import { createHash } from "node:crypto";
import { RandomState } from "learnkit";
import { describe, expect, test } from "vitest";
import { loadFixture } from "./fixtures.js";

interface Drawn {
  readonly first: readonly number[];
  /** Of the little-endian doubles. */
  readonly sha256: string;
}

interface Case {
  readonly seed: number;
  readonly draws: number;
  readonly normals: Drawn;
  readonly scaledNormals: Drawn;
  readonly exponentials: Drawn;
  readonly scaledExponentials: Drawn;
}

function expectBits(values: Float64Array, expected: Drawn): void {
  expect([...values.subarray(0, expected.first.length)]).toEqual(expected.first);
  expect(
    createHash("sha256")
      .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      .digest("hex"),
  ).toBe(expected.sha256);
}

describe.each([...loadFixture<Case>("random/legacy").cases])("seed $seed", (recorded) => {
  const { seed, draws } = recorded;

  test("normals are NumPy's, bit for bit", () => {
    expectBits(new RandomState(seed).standardNormal(draws), recorded.normals);
    expectBits(new RandomState(seed).normal(-3.7, 0.3, draws), recorded.scaledNormals);
  });

  test("exponentials are NumPy's, bit for bit", () => {
    expectBits(new RandomState(seed).exponential(1, draws), recorded.exponentials);
    expectBits(new RandomState(seed).exponential(2.5, draws), recorded.scaledExponentials);
  });

  test("normals drawn one by one are those drawn at once", () => {
    const random = new RandomState(seed);
    expectBits(
      Float64Array.from({ length: draws }, () => random.normal()),
      recorded.normals,
    );
  });
});
