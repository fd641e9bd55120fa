import { InvalidParameterError, KernelError } from "learnkit";
import { loadRuntime, setLanes } from "learnkit/parallel";
import { afterAll, describe, expect, test } from "vitest";
import { awkwardValues, sumColumns, sumColumnsPlainly } from "./column-sums.js";

const small = awkwardValues(50_321);
const large = awkwardValues(4_000_003); // tens of milliseconds of work in small blocks

/** Word of the control block from which lanes take the number of their next block. */
const NEXT = 1;

async function runtimeOf(lanes: number): ReturnType<typeof loadRuntime> {
  setLanes(lanes);
  return loadRuntime();
}

afterAll(() => setLanes(null));

describe("a job of blocks", () => {
  test("gives the same bits on 1, 2, 3 and 5 lanes as the plain loop", async () => {
    const expected = sumColumnsPlainly(small);
    for (const lanes of [1, 2, 3, 5]) {
      const runtime = await runtimeOf(lanes);
      expect(runtime.lanes).toBe(lanes);
      for (let repeat = 0; repeat < 20; repeat++)
        expect(await sumColumns(runtime, small), `${lanes} lanes`).toEqual(expected);
      expect(runtime.pool?.liveLanes().length ?? 0).toBe(lanes - 1);
    }
  });

  test("that fits one block starts no worker", async () => {
    const runtime = await runtimeOf(2);
    await sumColumns(runtime, small, { blockSize: 100_000 });
    expect(runtime.pool!.liveLanes()).toEqual([]);
  });

  test("finds its workers up where they were asked for beforehand", async () => {
    const runtime = await runtimeOf(3);
    runtime.startLanes();
    expect(runtime.pool!.liveLanes()).toEqual([1, 2]);
    expect(await sumColumns(runtime, small)).toEqual(sumColumnsPlainly(small));
    expect((await runtimeOf(1)).startLanes()).toBeUndefined(); // there are none to start
  });

  test("survives the death of its workers, again and again", async () => {
    const expected = sumColumnsPlainly(large, 50);
    const runtime = await runtimeOf(3);
    await sumColumns(runtime, small); // the workers are up
    for (let death = 0; death < 6; death++) {
      const sums = sumColumns(runtime, large, { blockSize: 50 });
      await new Promise((resolve) => setTimeout(resolve, death * 3));
      runtime.pool!.terminate(1 + (death % 2));
      expect(await sums, `death ${death}`).toEqual(expected);
    }
  });

  test("finds the block of a worker that died before it noted which one it took", async () => {
    const expected = sumColumnsPlainly(large, 50);
    const runtime = await runtimeOf(2);
    await sumColumns(runtime, small);
    const sums = sumColumns(runtime, large, { blockSize: 50 });
    Atomics.add(runtime.pool!.control, NEXT, 1); // taken, never done
    runtime.pool!.terminate(1);
    expect(await sums).toEqual(expected);
  });

  test.each([1, 2])(
    "whose kernel traps rejects with a KernelError on %i lanes, and the next one works",
    async (lanes) => {
      const runtime = await runtimeOf(lanes);
      await sumColumns(runtime, small);
      const beyond = 2 ** 32 - 4096;
      const job = runtime.runBlocks("columnSums", {
        total: 40,
        blockSize: 1,
        args: [3, beyond, beyond, beyond],
      });
      await expect(job).rejects.toThrow(KernelError);
      await expect(job).rejects.toThrow(/a kernel trapped in block \d+/);
      expect(await sumColumns(runtime, small)).toEqual(sumColumnsPlainly(small));
    },
  );

  test.each([1, 2])("stops in the middle when its signal aborts, on %i lanes", async (lanes) => {
    const runtime = await runtimeOf(lanes);
    await sumColumns(runtime, small);
    const controller = new AbortController();
    const work = sumColumns(runtime, large, { blockSize: 3, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("no longer wanted")), 5);
    await expect(work).rejects.toThrow("no longer wanted");
    expect(await sumColumns(runtime, small)).toEqual(sumColumnsPlainly(small));
  });

  test("does not begin when its signal is aborted already", async () => {
    const runtime = await runtimeOf(2);
    const work = sumColumns(runtime, small, { signal: AbortSignal.abort(new Error("too late")) });
    await expect(work).rejects.toThrow("too late");
    expect(runtime.pool!.liveLanes()).toEqual([]);
  });

  test("may run beside others", async () => {
    const runtime = await runtimeOf(2);
    const inputs = [small, large, small, awkwardValues(1), awkwardValues(999_999)];
    const sums = await Promise.all(inputs.map((values) => sumColumns(runtime, values)));
    expect(sums).toEqual(inputs.map((values) => sumColumnsPlainly(values)));
  });

  test("is finished by its owner when the pool is replaced meanwhile", async () => {
    const runtime = await runtimeOf(3);
    const sums = sumColumns(runtime, large, { blockSize: 50 });
    setLanes(1);
    expect(await sums).toEqual(sumColumnsPlainly(large, 50));
    expect((await loadRuntime()).lanes).toBe(1);
  });
});

test("setLanes refuses what is not a number of lanes", () => {
  for (const lanes of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "2" as unknown as number])
    expect(() => setLanes(lanes)).toThrow(InvalidParameterError);
});
