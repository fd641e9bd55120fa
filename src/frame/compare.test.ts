import { describe, expect, test } from "vitest";
import { combineTruths } from "./compare.js";
import { AND, OR, SAME, XOR } from "./truth-tables.js";

const TRUTHS = [0, 1, -1] as const;

describe("truths that are combined four at a time", () => {
  test.each([
    ["and", AND],
    ["or", OR],
    ["xor", XOR],
    ["same", SAME],
  ] as const)("%s gives what its table says, wherever missing ones and the ends of words lie", (_, table) => {
    for (const offset of [0, 1, 4])
      for (const rows of [1, 4, 7, 90]) {
        const a = new Int8Array(offset + rows).map((_, i) => TRUTHS[(i * i + (i >> 4)) % (i < 40 ? 2 : 3)]!);
        const b = new Int8Array(rows).map((_, i) => TRUTHS[(i >> 1) % (i < 60 ? 2 : 3)]!);
        const of = (i: number, other: number): number => table[(a[offset + i]! + 3) % 3]![(other + 3) % 3]!;
        const codes = a.subarray(offset);
        expect(combineTruths(codes, b, table)).toEqual(b.map((other, i) => of(i, other)));
        for (const other of TRUTHS)
          expect(combineTruths(codes, other, table)).toEqual(b.map((_, i) => of(i, other)));
      }
  });
});
