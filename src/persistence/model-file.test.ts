import { crc32 as zlibCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { decodeState, encodeState } from "../base/state.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { ModelFormatError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { crc32 } from "./crc32.js";
import { readModelFile, writeModelFile } from "./model-file.js";

const STATE = {
  numbers: [1, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1],
  none: undefined,
  null: null,
  text: "größe\n$",
  special: { $: "array", at: 99 },
  when: new Date(0),
  map: new Map<unknown, unknown>([
    ["a", new Float64Array([1.5, Number.NaN])],
    [false, 2],
  ]),
  codes: new Int32Array([-1, 2 ** 31 - 1]),
  bytes: new Uint8Array([255]),
  matrix: Matrix.from([[1, 2]], ["a", "b"]),
  sparse: CsrMatrix.fromMatrix(Matrix.from([[0, 3]])),
};

const file = (): Uint8Array => writeModelFile("0.0.0", encodeState(STATE), { note: "hi" });

test("what was written is read back, down to -0, NaN and undefined", () => {
  const read = readModelFile(file());
  expect(read.metadata).toEqual({ note: "hi" });
  expect(decodeState(read.state, () => undefined)).toStrictEqual(STATE);
});

test("bytes that begin anywhere in a Node Buffer are read alike", () => {
  const bytes = file();
  const buffer = Buffer.concat([Buffer.from("abc"), bytes]).subarray(3);
  expect(decodeState(readModelFile(buffer).state, () => undefined)).toStrictEqual(STATE);
});

test("every truncation is refused", () => {
  const bytes = file();
  for (let length = 0; length < bytes.length; length++) {
    expect(() => readModelFile(bytes.subarray(0, length)), `${length} bytes`).toThrow(ModelFormatError);
  }
});

test("a change of any byte is refused", () => {
  const bytes = file();
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 0x10;
    expect(() => readModelFile(changed), `byte ${at}`).toThrow(ModelFormatError);
  }
});

test("a file of a newer format is refused by its number", () => {
  const bytes = file();
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 2, true);
  view.setUint32(28, crc32(bytes.subarray(0, 28)), true);
  expect(() => readModelFile(bytes)).toThrow(/format 2, from a newer learnkit; this one reads up to 1/);
});

test("a foreign file is refused", () => {
  expect(() =>
    readModelFile(new TextEncoder().encode("PK\u0003\u0004 and much more than thirty-two bytes")),
  ).toThrow(/no learnkit model/);
});

test("the checksum is the CRC-32 of zip", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  const bytes = Uint8Array.from({ length: 1001 }, (_, i) => (i * 7919) & 255);
  for (const length of [0, 1, 7, 8, 9, 1001])
    expect(crc32(bytes.subarray(0, length))).toBe(zlibCrc32(bytes.subarray(0, length)));
});

test("a function cannot be saved", () => {
  expect(() => encodeState({ weights: () => 1 })).toThrow(ModelFormatError);
});
