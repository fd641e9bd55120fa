import { expect, test } from "vitest";
import { KernelError } from "../core/errors.js";
import { createMemory } from "../kernels/index.js";
import { Arena } from "./arena.js";
import type { KeptBlock } from "./kept-blocks.js";

test("what a scope handed out is used again after its end", () => {
  const arena = new Arena(createMemory());
  const take = (): number => arena.scopeSync((scope) => scope.f64(1000).pointer);
  const first = take();
  for (let i = 0; i < 1000; i++) expect(take()).toBe(first);
  expect(arena.memory.buffer.byteLength).toBeLessThan(2 ** 20);
});

test("blocks of one scope do not overlap and begin at cache lines", () => {
  const arena = new Arena(createMemory());
  arena.scopeSync((scope) => {
    const blocks = [scope.u8(1), scope.f64(3), scope.i32(17), scope.u16(0), scope.copyF64([1, 2])];
    const ends = blocks.map(({ pointer }, i) => pointer + blocks[i]!.view().byteLength);
    for (let i = 1; i < blocks.length; i++) expect(blocks[i]!.pointer).toBeGreaterThanOrEqual(ends[i - 1]!);
    for (const { pointer } of blocks) expect(pointer % 64).toBe(0);
  });
});

test("neighbouring blocks become one hole, in whichever order they are freed", () => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  for (const order of orders) {
    const arena = new Arena(createMemory());
    const spans = [arena.allocate(100), arena.allocate(200), arena.allocate(300)];
    for (const i of order) arena.free(spans[i]!);
    expect(arena.allocate(700).start).toBe(spans[0]!.start);
  }
});

test("a small block goes into the first hole that fits", () => {
  const arena = new Arena(createMemory());
  const [first, , third] = [arena.allocate(640), arena.allocate(64), arena.allocate(64)];
  arena.free(first);
  expect(arena.allocate(64).start).toBe(first.start);
  expect(arena.allocate(1280).start).toBe(third.end);
});

test("a scope gives its blocks back also when its work throws", async () => {
  const arena = new Arena(createMemory());
  let pointer = 0;
  const work = arena.scope(async (scope) => {
    pointer = scope.f64(10).pointer;
    await Promise.resolve();
    throw new RangeError("on purpose");
  });
  await expect(work).rejects.toThrow("on purpose");
  expect(arena.scopeSync((scope) => scope.f64(10).pointer)).toBe(pointer);
});

test("memory grows to hundreds of megabytes, and fresh views see what was written before", () => {
  const arena = new Arena(createMemory());
  arena.scopeSync((scope) => {
    const small = scope.copyF64([1, 2, 3]);
    const large = scope.f64(40_000_000); // 320 MB
    large.view()[39_999_999] = 7;
    expect(Array.from(small.view())).toEqual([1, 2, 3]);
    expect(large.view()[39_999_999]).toBe(7);
    expect(small.view().buffer).toBe(arena.memory.buffer);
  });
});

test("more than 4 GiB is refused with a KernelError, and the arena stays usable", () => {
  const arena = new Arena(createMemory());
  expect(() => arena.scopeSync((scope) => scope.f64(2 ** 30))).toThrow(KernelError);
  expect(() => arena.scopeSync((scope) => scope.f64(2 ** 30))).toThrow(/kernel memory cannot be had/);
  expect(arena.scopeSync((scope) => scope.copyF64([5]).view()[0])).toBe(5);
});

test("a kept block outlives its scope until newer ones need its room, unless a scope holds it", async () => {
  const arena = new Arena(createMemory());
  const owner = {};
  const keep = (mebibytes: number): KeptBlock | undefined => arena.keep(owner, mebibytes * 2 ** 20);
  const [first, second] = [keep(100)!, keep(100)!];
  expect(second.pointer).toBeGreaterThanOrEqual(first.pointer + first.length);
  expect(arena.scopeSync((scope) => scope.u8(10).pointer)).toBeGreaterThan(second.pointer);
  await arena.scope((scope) => {
    scope.hold(first);
    const third = keep(100)!;
    expect([first.isGone, second.isGone, third.isGone]).toEqual([false, true, false]);
    expect(third.pointer).toBe(second.pointer);
    expect(keep(200)).toBeUndefined();
    expect([first.isGone, third.isGone]).toEqual([false, true]);
  });
  expect(keep(200)).toBeDefined();
  expect(first.isGone).toBe(true);
  expect(keep(300)).toBeUndefined();
});

test("kept blocks make way where the memory would not do otherwise", () => {
  const arena = new Arena(createMemory());
  const kept = arena.keep({}, 1000)!;
  const rest = arena.allocate(2 ** 20);
  // No block of 4 GiB less 512 KiB lies beside the others, nor after the kept one is dropped.
  expect(() => arena.allocate(2 ** 32 - 2 ** 19)).toThrow(KernelError);
  expect(kept.isGone).toBe(true);
  expect(arena.allocate(1000).start).toBeLessThan(rest.start);
});

test("what work keeps that keeps nothing is taken back, what was kept before stays", async () => {
  const arena = new Arena(createMemory());
  const owner = {};
  const before = arena.keep(owner, 100)!;
  const within = await arena.keepingNothing(async () => {
    arena.use(before);
    return arena.keep(owner, 100)!;
  });
  expect([before.isGone, within.isGone]).toEqual([false, true]);
});
