import { expect, test } from "vitest";
import type { Persistent } from "../base/state.js";
import { InvalidInputError, ModelFormatError } from "../core/errors.js";
import { Ridge } from "../linear-model/index.js";
import { crc32 } from "./crc32.js";
import { deserialize, serialize } from "./serialize.js";

/** A file whose checksums are right, whatever its header says. */
function fileOf(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(Math.ceil((32 + text.length) / 8) * 8);
  bytes.set(new TextEncoder().encode("learnkit"));
  bytes.set(text, 32);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 1, true);
  view.setUint32(12, text.length, true);
  view.setBigUint64(16, BigInt(bytes.length), true);
  view.setUint32(24, crc32(bytes.subarray(32)), true);
  view.setUint32(28, crc32(bytes.subarray(0, 28)), true);
  return bytes;
}

const headerOf = (state: unknown, arrays: unknown[] = []): string =>
  JSON.stringify({ learnkit: "0.1.0", metadata: {}, state, arrays });

test("a forged header with right checksums is a fault of the file", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const headers = [
    "null",
    "5",
    "{",
    headerOf(null),
    headerOf({ $: "array", at: 0 }, [null]),
    headerOf({ $: "array", at: 0 }, [{ type: "constructor", at: 0, length: 0 }]),
    headerOf({ $: "array", at: 0 }, [{ type: "Float64Array", at: 0, length: 2 ** 52 }]),
    headerOf({ $: "object", type: "constructor", state: {} }),
    headerOf({ $: "object", type: "StandardScalerModel", state: {} }),
    headerOf({ $: "object", type: "RidgeModel", state: { nFeatures: "2" } }),
    headerOf({ $: "object", type: "Ridge", state: { alpha: -1 } }),
    `{"learnkit":"0","metadata":{},"arrays":[],"state":{"$":"object","type":"Ridge","state":{"__proto__":{"alpha":5}}}}`,
    `{"learnkit":"0","metadata":{},"arrays":[],"state":${deep}}`,
  ];
  for (const header of headers)
    expect(() => deserialize(fileOf(header)), header.slice(0, 120)).toThrow(ModelFormatError);
  expect({}).not.toHaveProperty("alpha");
});

test("metadata that JSON cannot hold are refused", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  for (const metadata of [{ big: 1n }, circle, 5, null, [1]]) {
    const write = (): Uint8Array => serialize(new Ridge(), { metadata: metadata as Record<string, unknown> });
    expect(write).toThrow(InvalidInputError);
  }
});

test("an array that files do not hold is refused as such", () => {
  const forged: Persistent = { typeName: "Ridge", toState: () => ({ big: new BigInt64Array(1) }) };
  expect(() => serialize(forged)).toThrow(ModelFormatError);
});
