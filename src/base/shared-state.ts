import { Matrix } from "../core/matrix.js";
import { copyRows, narrowMatrix, pickOf } from "../core/picked-rows.js";
import type { KernelMemory } from "../kernels/index.js";
import type { ArenaScope } from "../parallel/index.js";
import {
  type EncodedState,
  type StateArray,
  type StateArrayType,
  stateArrayType,
  stateArrayTypeOf,
} from "./state.js";

/** Most bytes of a state that lie in kernel memory: half of it. */
const MOST_BYTES = 2 ** 31;

/** Least bytes of an array that is handed over: a small one may be a constant that others hold. */
const LEAST_HANDED_OVER = 65536;

/** An array in kernel memory. */
interface PlacedArray {
  readonly type: StateArrayType;
  readonly pointer: number;
  readonly length: number;
}

/** An encoded state whose arrays any number of threads see as one copy. */
export interface SharedState {
  readonly json: unknown;
  readonly arrays: readonly (PlacedArray | StateArray)[];
}

/**
 * Copies the arrays of a state to kernel memory, which a scope takes back at once when the work is done, while memory that workers hold on to waits until
 * they collect theirs. What is too large for it goes to memory of its own.
 */
export function shareState({ json, arrays }: EncodedState, scope: ArenaScope): SharedState {
  const bytes = arrays.reduce((sum, array) => sum + array.byteLength, 0);
  const share = (array: StateArray): PlacedArray | StateArray =>
    bytes > MOST_BYTES ? sharedCopy(array) : placed(array, scope);
  return { json, arrays: arrays.map(share) };
}

function sharedCopy(array: StateArray): StateArray {
  const shared = viewOf(stateArrayTypeOf(array), new SharedArrayBuffer(array.byteLength), 0, array.length);
  shared.set(array);
  return shared;
}

function placed(array: StateArray, scope: ArenaScope): PlacedArray {
  const [type, { length }] = [stateArrayTypeOf(array), array];
  const block = scope.u8(array.byteLength);
  viewOf(type, block.view().buffer, block.pointer, length).set(array);
  return { type, pointer: block.pointer, length };
}

function viewOf(type: StateArrayType, buffer: ArrayBufferLike, pointer: number, length: number): StateArray {
  const Type = stateArrayType(type)!;
  return new Type(buffer, pointer, length);
}

/** A shared state as another thread decodes it; its arrays are gone when the owner's scope ends. */
export function receivedState({ json, arrays }: SharedState, { buffer }: KernelMemory): EncodedState {
  const view = (array: PlacedArray | StateArray): StateArray =>
    ArrayBuffer.isView(array) ? array : viewOf(array.type, buffer, array.pointer, array.length);
  return { json, arrays: arrays.map(view) };
}

/** A matrix that any number of threads see as one copy. */
export interface SharedMatrix extends Pick<Matrix, "rows" | "columns" | "columnNames"> {
  readonly elements: PlacedArray | StateArray;
}

/**
 * Copies a matrix to shared memory, as {@link shareState} does.
 *
 * @param narrow whether as 32-bit floats, since nobody who receives it sees more of them.
 */
export function shareMatrix(X: Matrix, narrow: boolean, scope: ArenaScope): SharedMatrix {
  const { rows, columns, columnNames } = X;
  const length = rows * columns;
  const type = narrow ? "Float32Array" : "Float64Array";
  const bytes = length * (narrow ? 4 : 8);
  if (bytes > MOST_BYTES) {
    const elements = viewOf(type, new SharedArrayBuffer(bytes), 0, length);
    fillRows(X, elements as Float32Array | Float64Array);
    return { rows, columns, columnNames, elements };
  }
  const block = narrow ? scope.f32(length) : scope.f64(length);
  fillRows(X, block.view());
  return { rows, columns, columnNames, elements: { type, pointer: block.pointer, length } };
}

/** Rows of X that are copied at a time where they are picked. */
const ROWS_AT_ONCE = 256;

function fillRows(X: Matrix, out: Float32Array | Float64Array): void {
  const { source, index } = pickOf(X);
  if (index === undefined) {
    out.set(source);
    return;
  }
  const { rows, columns } = X;
  const some = new Float64Array(ROWS_AT_ONCE * columns);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const part = some.subarray(0, Math.min(ROWS_AT_ONCE, rows - from) * columns);
    copyRows(X, from, part);
    out.set(part, from * columns);
  }
}

/** A shared matrix as another thread sees it, until the owner's scope ends. */
export function receivedMatrix(
  { rows, columns, columnNames, elements }: SharedMatrix,
  { buffer }: KernelMemory,
): Matrix {
  const array = ArrayBuffer.isView(elements)
    ? elements
    : viewOf(elements.type, buffer, elements.pointer, elements.length);
  if (array instanceof Float32Array) return narrowMatrix(array, rows, { columns, columnNames });
  return new Matrix(array as Float64Array, rows, columns, columnNames);
}

/** An encoded state of which nothing lies in shared memory, so that it outlives what the owner shared. */
export function ownState({ json, arrays }: EncodedState): EncodedState {
  const own = (array: StateArray): StateArray =>
    array.buffer instanceof ArrayBuffer ? array : array.slice();
  return { json, arrays: arrays.map(own) };
}

/** The large buffers of a state that nobody else needs. */
export function largeBuffersOf({ arrays }: EncodedState): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of arrays)
    if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength >= LEAST_HANDED_OVER)
      buffers.add(buffer);
  return [...buffers];
}
