import type { Runtime } from "learnkit/parallel";

/** Features of the test's matrices. */
const D = 3;

/** Values of a matrix whose column sums depend on the order of additions. */
export function awkwardValues(rows: number): Float64Array {
  return Float64Array.from({ length: rows * D }, (_, i) => Math.sqrt(i % 9973) / 3 + (i % 7) * 1e-9);
}

/** Column sums by the kernel over blocks, added in block order. */
export function sumColumns(
  runtime: Runtime,
  values: Float64Array,
  options: { readonly blockSize?: number; readonly signal?: AbortSignal } = {},
): Promise<number[]> {
  const { blockSize = 1000, signal } = options;
  const total = values.length / D;
  return runtime.arena.scope(async (scope) => {
    const X = scope.copyF64(values);
    const shift = scope.copyF64([0, 0, 0]);
    const blocks = Math.ceil(total / blockSize);
    const out = scope.f64(blocks * D);
    const args = [D, X.pointer, shift.pointer, out.pointer];
    await runtime.runBlocks("columnSums", { total, blockSize, args, signal });
    return addBlocks(out.view(), blocks);
  });
}

/** The same in plain TypeScript. */
export function sumColumnsPlainly(values: Float64Array, blockSize = 1000): number[] {
  const rows = values.length / D;
  const blocks = Math.ceil(rows / blockSize);
  const partial = new Float64Array(blocks * D);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < D; j++) partial[Math.floor(i / blockSize) * D + j]! += values[i * D + j]!;
  return addBlocks(partial, blocks);
}

function addBlocks(partial: Float64Array, blocks: number): number[] {
  const sums = [0, 0, 0];
  for (let block = 0; block < blocks; block++)
    for (let j = 0; j < D; j++) sums[j]! += partial[block * D + j]!;
  return sums;
}
