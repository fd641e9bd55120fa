import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** What a recording script wrote. */
export interface Fixture<Case> {
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

/** A data set that several fixtures share. */
export interface FixtureData<Y = number> {
  readonly X: number[][];
  readonly y: Y[];
}

const SPECIAL: Readonly<Record<string, number>> = {
  $NaN: Number.NaN,
  $Infinity: Number.POSITIVE_INFINITY,
  "$-Infinity": Number.NEGATIVE_INFINITY,
};

function read(name: string): unknown {
  const url = new URL(`../../parity/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8"), (_, value: unknown) =>
    typeof value === "string" && value.startsWith("$") ? (SPECIAL[value] ?? value) : value,
  );
}

/** Reads parity/fixtures/NAME.json. */
export function loadFixture<Case>(name: string): Fixture<Case> {
  return read(name) as Fixture<Case>;
}

/** Reads parity/fixtures/data/NAME.json. */
export function loadFixtureData<Y = number>(name: string): FixtureData<Y> {
  return read(`data/${name}`) as FixtureData<Y>;
}

/**
 * The one table of tolerances, relative to the largest expected magnitude of the array (absolute below 1e-300).
 * A tolerance names a reason; a test picks a reason, not a number.
 */
export const TOLERANCES = {
  /** Same operations in the same order. */
  bits: 0,
  /** Sums in another order, or a last-bit difference of exp and log. */
  rounding: 1e-13,
  /** Behind BLAS or LAPACK, whose own result depends on the machine. */
  lapack: 1e-10,
  /** Both iterate to a tight tolerance (tol <= 1e-10) towards one optimum. */
  converged: 1e-6,
  /** Both stop at scikit-learn's default tolerance along nearly the same path. */
  stopped: 1e-4,
} as const;

/** Why two numbers may differ. */
export type ToleranceReason = keyof typeof TOLERANCES;

type Nested = number | string | boolean | null | undefined | ArrayLike<Nested>;

function flatten(value: Nested, out: unknown[] = []): unknown[] {
  if (value !== null && typeof value === "object")
    for (let i = 0; i < value.length; i++) flatten(value[i], out);
  else out.push(value);
  return out;
}

/** Asserts that numbers, or nested arrays of numbers, agree within the tolerance that the reason allows. */
export function expectClose(actual: Nested, expected: Nested, reason: ToleranceReason): void {
  const got = flatten(actual);
  const want = flatten(expected);
  expect(got.length, "number of values").toBe(want.length);
  let scale = 0;
  for (const value of want)
    if (typeof value === "number" && Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
  const allowed = TOLERANCES[reason] * Math.max(scale, 1e-300);
  for (let i = 0; i < want.length; i++) {
    const a = got[i];
    const b = want[i];
    if (typeof a === "number" && typeof b === "number" && Number.isFinite(b) && Math.abs(a - b) <= allowed)
      continue;
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    expect.fail(`value ${i} is ${String(a)}, expected ${String(b)} within ${allowed} (${reason})`);
  }
}
