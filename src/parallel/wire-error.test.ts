import { expect, test } from "vitest";
import {
  InvalidInputError,
  InvalidParameterError,
  KernelError,
  LearnkitError,
  ModelFormatError,
} from "../core/errors.js";
import { errorFromWire, errorToWire } from "./wire-error.js";

const across = (error: unknown): Error => errorFromWire(structuredClone(errorToWire(error)));

test.each([
  new InvalidInputError("Ridge.fit", "X must be finite", Number.NaN, { row: 3, column: "age" }),
  new InvalidParameterError("Ridge", "alpha", "a number >= 0", -1),
  new KernelError("a kernel trapped"),
  new ModelFormatError("model file: truncated"),
])("%s crosses the border of threads as it is", (error) => {
  const received = across(error);
  expect(received).toBeInstanceOf(error.constructor);
  expect(received).toBeInstanceOf(LearnkitError);
  expect(received.message).toBe(error.message);
  expect(received.stack).toBe(error.stack);
  expect({ ...received }).toEqual(JSON.parse(JSON.stringify({ ...error })));
  expect((received as LearnkitError).code).toBe(error.code);
});

test("an error of another class arrives as an Error with its message", () => {
  const received = across(new RangeError("too far"));
  expect(received).toBeInstanceOf(Error);
  expect(received.message).toBe("too far");
});

test("fields that cannot be cloned stay behind", () => {
  const error = Object.assign(new Error("with a function"), { callback: () => 1, row: 2 });
  expect(across(error)).toMatchObject({ message: "with a function", row: 2 });
  expect("callback" in across(error)).toBe(false);
});

test("what is no error at all arrives as one", () => {
  expect(across("just text").message).toBe("just text");
  expect(across(undefined).message).toBe("undefined");
});
