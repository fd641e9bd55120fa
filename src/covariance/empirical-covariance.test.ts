import { expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { log } from "../core/log.js";
import { EmpiricalCovariance } from "./empirical-covariance.js";

const SQUARE = [
  [0, 0],
  [2, 0],
  [0, 4],
  [2, 4],
];

test("mean, covariance and precision worked by hand", async () => {
  const model = await new EmpiricalCovariance().fit(SQUARE);
  expect([...model.location]).toEqual([1, 2]);
  expect(model.covariance.toArray()).toEqual([
    [1, 0],
    [0, 4],
  ]);
  expect(model.precision?.toArray()).toEqual([
    [1, 0],
    [0, 0.25],
  ]);
  const centered = await new EmpiricalCovariance({ assumeCentered: true }).fit(SQUARE);
  expect([...centered.location]).toEqual([0, 0]);
  expect(centered.covariance.toArray()).toEqual([
    [2, 2],
    [2, 8],
  ]);
});

test("the score of the training rows is -(d + d ln 2π + ln det) / 2", async () => {
  const model = await new EmpiricalCovariance().fit(SQUARE);
  expect(await model.score(SQUARE)).toBeCloseTo(-(2 + 2 * log(2 * Math.PI) + log(4)) / 2, 12);
});

test("a precision that was not stored is made when it is needed", async () => {
  const model = await new EmpiricalCovariance({ storePrecision: false }).fit(SQUARE);
  expect(model.precision).toBeNull();
  expect([...(await model.mahalanobis([[3, 2]]))]).toEqual([4]);
});

test("a singular covariance has a pseudo-inverse, and the likelihood -Infinity", async () => {
  const model = await new EmpiricalCovariance().fit([
    [0, 5],
    [2, 5],
  ]);
  expect(model.getPrecision().toArray()).toEqual([
    [1, 0],
    [0, 0],
  ]);
  expect([...(await model.mahalanobis([[3, 99]]))]).toEqual([4]);
  expect(await model.score(SQUARE)).toBe(Number.NEGATIVE_INFINITY);
});

test("the error norms of a difference of diag(3, 4) worked by hand", async () => {
  const model = await new EmpiricalCovariance().fit(SQUARE);
  const other = [
    [4, 0],
    [0, 8],
  ];
  expect(model.errorNorm(other)).toBeCloseTo(25 / 2, 12);
  expect(model.errorNorm(other, { scaling: false, squared: false })).toBeCloseTo(5, 12);
  expect(model.errorNorm(other, { norm: "spectral", scaling: false })).toBeCloseTo(16, 12);
  expect(() => model.errorNorm([[1]])).toThrow(InvalidInputError);
  expect(() => model.errorNorm(other, { norm: "nuclear" as "spectral" })).toThrow(InvalidParameterError);
});

test("one row has no spread", async () => {
  const model = await new EmpiricalCovariance().fit([[1, 2]]);
  expect([...model.covariance.data]).toEqual([0, 0, 0, 0]);
  expect([...(await model.mahalanobis([[7, 7]]))]).toEqual([0]);
});
