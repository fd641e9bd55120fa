import { expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { loadRuntime } from "../parallel/index.js";
import { largeBuffersOf, ownState, receivedState, shareState } from "./shared-state.js";
import { decodeState, encodeState } from "./state.js";

const lookup = () => undefined;
const value = {
  X: new Matrix(Float64Array.of(1, -0, Number.NaN, 4), 2, 2),
  codes: Int8Array.of(-1, 3, 7),
  none: new Uint16Array(0),
};

test("another thread decodes from kernel memory what was shared", async () => {
  const { arena } = await loadRuntime();
  arena.scopeSync((scope) => {
    const received = receivedState(shareState(encodeState(value), scope), arena.memory);
    expect(received.arrays.every(({ buffer }) => buffer === arena.memory.buffer)).toBe(true);
    expect(decodeState(received, lookup)).toEqual(value);
  });
});

test("the memory of a shared state is free for others when the scope ends", async () => {
  const { arena } = await loadRuntime();
  const pointers = [1, 2].map(() => arena.scopeSync((scope) => shareState(encodeState(value), scope).arrays));
  expect(pointers[1]).toEqual(pointers[0]);
});

test("an own state outlives what was shared", async () => {
  const { arena } = await loadRuntime();
  const own = arena.scopeSync((scope) =>
    ownState(receivedState(shareState(encodeState(value), scope), arena.memory)),
  );
  arena.scopeSync((scope) => scope.u8(1024).view().fill(9));
  expect(decodeState(own, lookup)).toEqual(value);
});

test("only large arrays that have their buffer for themselves are handed over", () => {
  const whole = new Float64Array(10_000);
  const arrays = [whole, new Float64Array(20_000).subarray(0, 10_000), new Float64Array(10), whole];
  expect(largeBuffersOf({ json: null, arrays })).toEqual([whole.buffer]);
});
