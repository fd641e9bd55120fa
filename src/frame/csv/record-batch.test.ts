import fc from "fast-check";
import { expect, test } from "vitest";
import { loadRuntime } from "../../parallel/index.js";
import { Kind } from "./column-builder.js";
import { RecordBatch, Stop } from "./record-batch.js";

const { kernels, arena } = await loadRuntime();

/** Reads the lines by the kernel alone; fails if it leaves a cell to the caller. */
function readByKernel<T>(
  lines: readonly string[],
  kinds: readonly number[],
  take: (batch: RecordBatch) => T,
): T {
  return arena.scopeSync((scope) => {
    const batch = new RecordBatch(kernels, scope, kinds.length, ",".charCodeAt(0));
    kinds.forEach((kind, j) => {
      batch.setKind(j, kind as 2);
    });
    const text = new TextEncoder().encode(lines.join("\n"));
    const bytes = new Uint8Array(text.length + 128).fill(10);
    bytes.set(text);
    batch.load(bytes, text.length);
    expect(batch.run(lines.length + 1, true)).toBe(Stop.atEnd);
    expect(batch.stopped.row).toBe(lines.length);
    return take(batch);
  });
}

const digits = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: most });
const whole = fc.oneof(fc.constant("0"), fc.integer({ min: 1, max: 2 ** 31 }).map(String));

test("the kernel reads short decimals as the engine does", () => {
  const decimal = fc
    .tuple(fc.constantFrom("", "-"), whole, fc.option(digits(6), { nil: "" }))
    .map((parts) => `${parts[0]}${parts[1]}.${parts[2]}`);
  fc.assert(
    fc.property(fc.array(decimal, { minLength: 1, maxLength: 50 }), (lines) => {
      const values = readByKernel(lines, [Kind.number], (batch) => batch.numbers(0, lines.length).slice());
      expect(values).toEqual(Float64Array.from(lines, Number));
    }),
    { numRuns: 500 },
  );
});

test("the kernel reads decimals of 16 to 18 digits as the engine does, or leaves them to it", () => {
  const state = { read: 0, left: 0 };
  fc.assert(
    fc.property(
      fc.bigInt({ min: 10n ** 15n, max: 10n ** 18n - 1n }),
      fc.integer({ min: 1, max: 17 }),
      (mantissa, decimals) => {
        const text = String(mantissa).padStart(decimals + 1, "0");
        const line = `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
        arena.scopeSync((scope) => {
          const batch = new RecordBatch(kernels, scope, 1, 44);
          batch.setKind(0, Kind.number);
          const bytes = new TextEncoder().encode(line.padEnd(line.length + 128, "\n"));
          batch.load(bytes, line.length);
          const stop = batch.run(2, true);
          if (stop === Stop.unusual) state.left++;
          else {
            state.read++;
            expect(batch.numbers(0, 1)[0]).toBe(Number(line));
          }
        });
      },
    ),
    { numRuns: 5000 },
  );
  expect(state.left).toBeLessThan(state.read / 100);
});

test("the kernel reads every day of four centuries and more, and missing ones", () => {
  const days = Array.from({ length: 1500 }, (_, i) => new Date(Date.UTC(1599, 11, 1) + i * 102 * 86_400_000));
  const lines = days.map((day) => `${day.toISOString().slice(0, 10)},`);
  const [times, missing] = readByKernel(lines, [Kind.date, Kind.number], (batch) => [
    batch.numbers(0, lines.length).slice(),
    batch.numbers(1, lines.length).slice(),
  ]);
  expect(times).toEqual(Float64Array.from(days, Number));
  expect(missing!.every(Number.isNaN)).toBe(true);
});

test("the kernel knows a text again once it was told its code", () => {
  arena.scopeSync((scope) => {
    const batch = new RecordBatch(kernels, scope, 1, 44);
    batch.setKind(0, Kind.text);
    const bytes = new TextEncoder().encode(`Oslo\nOslo\n"Oslo"\nOsla\n${"\n".repeat(16)}`);
    batch.load(bytes, bytes.length - 16);
    expect(batch.run(9, true)).toBe(Stop.unusual);
    batch.remember(0, 0, 4, false, 7);
    expect(batch.run(9, true)).toBe(Stop.unusual); // in quotes it is another text
    expect(batch.stopped).toMatchObject({ row: 2, position: 10, lines: 2 });
    batch.remember(0, 11, 15, true, 8);
    expect(batch.run(9, true)).toBe(Stop.unusual);
    expect(batch.stopped.row).toBe(3);
    expect(Array.from(batch.codes(0, 3))).toEqual([7, 7, 8]);
  });
});
