// Sorts the values of each feature once, for all trees.
import { radixSort } from "./lib/radix-sort";
import { FEW_VALUES } from "./lib/tree/few-values";
import { rankValuesBytes, writeRankValues } from "./lib/tree/rank-values";
import { ThreeBytes, rowBytes, setRow } from "./lib/tree/row-numbers";

const FEATURE_THRESHOLD: f32 = 1e-7;

/** Bits of a float32 as an unsigned integer in the order of the values. */
@inline
function ordered(bits: u32): u32 {
  return bits ^ (<u32>(<i32>bits >> 31) | 0x80000000);
}

@inline
function disordered(key: u32): u32 {
  return key ^ (<u32>(<i32>~key >> 31) | 0x80000000);
}

/** Sorted (value, row) of a feature: the value's bits in its order (upper half), and the row. Scratch: 16 nRows + 8192 bytes. */
function sortedFeature(x: usize, rows: i32, scratch: usize): usize {
  for (let i = 0; i < rows; i++) {
    const key = ordered(load<u32>(x + (<usize>i << 2)));
    store<u64>(scratch + (<usize>i << 3), (<u64>key << 32) | <u64>i);
  }
  return radixSort<u64>(scratch, scratch + (<usize>rows << 3), rows, 4, 8, scratch + (<usize>rows << 4));
}

/** For the features [begin, end): rows in ascending order, and the number of distinct values. Scratch: 16 nRows + 8192 bytes. No value may be missing. */
export function sortFeatures(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  rows: i32,
  order: usize, // OUT row numbers (nFeatures, nRows), as lib/tree/row-numbers.ts has them
  distinct: usize, // OUT i32 (nFeatures)
): void {
  const bytes = rowBytes(rows);
  for (let f = begin; f < end; f++) {
    const offset = <usize>f * <usize>rows;
    const own = order + offset * bytes;
    const sorted = sortedFeature(x + (offset << 2), rows, scratch);
    let count = 1;
    let previous = <u32>(load<u64>(sorted) >>> 32);
    for (let k = 0; k < rows; k++) {
      const e = load<u64>(sorted + (<usize>k << 3));
      const key = <u32>(e >>> 32);
      count += i32(key != previous);
      previous = key;
      if (bytes == 2) setRow<u16>(own, k, <u32>e);
      else if (bytes == 3) setRow<ThreeBytes>(own, k, <u32>e);
      else setRow<u32>(own, k, <u32>e);
    }
    store<i32>(distinct + (<usize>f << 2), count);
  }
}

/** How many ranks apart two values may be that a split cannot part; 255 if more. */
function reachOf(values: usize, count: i32): i32 {
  let reach = 0;
  // Each value is compared with one that is further off than any before; so the reach grows by one at a time.
  for (let i = 0; i + reach + 1 < count && reach < 255; ) {
    const low = load<f32>(values + (<usize>i << 2));
    if (load<f32>(values + (<usize>(i + reach + 1) << 2)) <= low + FEATURE_THRESHOLD) reach++;
    else i++;
  }
  return reach;
}

/**
 * For the features [begin, end): dense ranks, value of each rank, number of ranks, and how many ranks apart values may be that are closer than a
 * split can part. Scratch: 16 nRows + 8192 bytes. No value may be missing.
 */
export function rankFeatures(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows); u32 ranks may take their place
  rows: i32,
  narrow: i32, // 1: ranks are u16
  rank: usize, // OUT u16 or u32 (nFeatures, nRows)
  rankValues: usize, // OUT (nFeatures, 16 + 4 nRows bytes): as lib/tree/rank-values.ts writes them
  distinct: usize, // OUT i32 (nFeatures)
  close: usize, // OUT u8 (nFeatures): 255 if more
): void {
  for (let f = begin; f < end; f++) {
    const offset = <usize>f * <usize>rows;
    const sorted = sortedFeature(x + (offset << 2), rows, scratch);
    const values = sorted == scratch ? scratch + (<usize>rows << 3) : scratch; // the half that the sort left
    let r: u32 = 0;
    let previous: u32 = 0;
    for (let k = 0; k < rows; k++) {
      const e = load<u64>(sorted + (<usize>k << 3));
      const i = <u32>e;
      const key = <u32>(e >>> 32);
      if (k > 0 && key != previous) r++;
      previous = key;
      store<f32>(values + (<usize>r << 2), reinterpret<f32>(disordered(key)));
      if (narrow) store<u16>(rank + ((offset + <usize>i) << 1), <u16>r);
      else store<u32>(rank + ((offset + <usize>i) << 2), r);
    }
    store<i32>(distinct + (<usize>f << 2), r + 1);
    store<u8>(close + f, <u8>reachOf(values, r + 1));
    writeRankValues(values, r + 1, rankValues + <usize>f * rankValuesBytes(rows));
  }
}

/**
 * For the features [begin, end): the list of a tree's root, number of ranks, and how many ranks apart values may be that are closer than a split
 * can part. Scratch: 16 nRows + 8192 bytes. No value may be missing.
 */
export function listFeatures(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  rows: i32,
  rowBits: i32, // bits that hold a row: the others hold the lower ones of its rank
  lists: usize, // OUT u32 (nFeatures, nRows): entries in ascending order of the values
  distinct: usize, // OUT i32 (nFeatures)
  close: usize, // OUT u8 (nFeatures): 255 if more
): void {
  const bytes = <usize>rows << 3;
  for (let f = begin; f < end; f++) {
    const offset = <usize>f * <usize>rows;
    const list = lists + (offset << 2);
    const sorted = sortedFeature(x + (offset << 2), rows, scratch);
    const values = sorted == scratch ? scratch + bytes : scratch; // the half that the sort left
    let r: u32 = 0;
    let previous: u32 = 0;
    for (let k = 0; k < rows; k++) {
      const e = load<u64>(sorted + (<usize>k << 3));
      const key = <u32>(e >>> 32);
      if (k > 0 && key != previous) r++;
      previous = key;
      store<f32>(values + (<usize>r << 2), reinterpret<f32>(disordered(key)));
      store<u32>(list + (<usize>k << 2), (r << rowBits) | <u32>e);
    }
    store<i32>(distinct + (<usize>f << 2), r + 1);
    store<u8>(close + f, <u8>reachOf(values, r + 1));
  }
}

/** For those of the features [begin, end) that have few values: their ranks, read from the lists of the root, and the values. */
export function rankFewValues(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  rows: i32,
  rowBits: i32,
  lists: usize, // IN u32 (nFeatures, nRows), as listFeatures writes them
  slots: usize, // IN i32 (nFeatures): place of a feature among those with few values, -1 of another
  rank: usize, // OUT u16 (slots, nRows)
  rankValues: usize, // OUT f32 (slots, FEW_VALUES)
): void {
  const mask = ((<u32>1) << rowBits) - 1;
  for (let f = begin; f < end; f++) {
    const slot = load<i32>(slots + (<usize>f << 2));
    if (slot < 0) continue;
    const offset = <usize>f * <usize>rows;
    const ranks = rank + ((<usize>slot * <usize>rows) << 1);
    const values = rankValues + ((<usize>slot * FEW_VALUES) << 2);
    for (let k = 0; k < rows; k++) {
      const e = load<u32>(lists + ((offset + <usize>k) << 2));
      const row = <usize>(e & mask);
      const r = e >>> rowBits;
      store<u16>(ranks + (row << 1), <u16>r);
      store<f32>(values + (<usize>r << 2), load<f32>(x + ((offset + row) << 2)));
    }
  }
}
