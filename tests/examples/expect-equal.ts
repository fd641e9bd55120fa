import { expect } from "vitest";

/** Relative error that an example may have: what a printed value stands for. */
const TOLERANCE = 1e-9;

/** Asserts what `expr; // => value` says in a documentation example. */
export function expectEqual(actual: unknown, expected: unknown, where: string): void {
  if (isEqual(actual, expected)) return;
  expect(plain(actual), where).toEqual(plain(expected)); // shows both values
  expect.fail(`${where} is not as written`);
}

function isEqual(actual: unknown, expected: unknown): boolean {
  if (typeof actual === "number" && typeof expected === "number") {
    if (Object.is(actual, expected) || actual === expected) return true;
    return Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected);
  }
  if (isObject(actual) && isObject(expected)) return isEqualObject(plain(actual), plain(expected));
  return Object.is(actual, expected);
}

function isEqualObject(actual: object, expected: object): boolean {
  if (actual instanceof Date || expected instanceof Date) return Number(actual) === Number(expected);
  if (Array.isArray(actual) !== Array.isArray(expected)) return false;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => isEqual(actual[key as never], expected[key as never]))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Typed arrays and what has `toArray` as arrays, maps as lists of entries. */
function plain<T>(value: T): T | unknown[] {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
  if (value instanceof Map || value instanceof Set) return [...value];
  const { toArray } = (isObject(value) ? value : {}) as { toArray?: unknown };
  return typeof toArray === "function" ? (toArray.call(value) as unknown[]) : value;
}
