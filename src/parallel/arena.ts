import { ensureBytes, type KernelMemory } from "../kernels/index.js";
import { KeptBlock, KeptBlocks } from "./kept-blocks.js";

/** First byte of the arena; the module's own data lie below. */
const ARENA_START = 65536;

/** Blocks begin at multiples of a cache line. */
const ALIGNMENT = 64;

type View<T> = new (buffer: ArrayBufferLike, offset: number, length: number) => T;

/** A block of kernel memory. */
export interface Block<T> {
  /** Byte offset, for kernel arguments. */
  readonly pointer: number;
  /** Number of elements. */
  readonly length: number;
  /** The elements, as of now: growing the memory outdates earlier views, so ask again after allocating. */
  view(): T;
}

/** A range of bytes. */
interface Span {
  start: number;
  end: number;
}

/**
 * Hands out and takes back blocks of one WebAssembly memory: first fit in an address-ordered list of holes.
 * One thread owns an arena; others only see addresses.
 *
 * @example
 * ```ts
 * const { arena } = await loadRuntime();
 * arena.scopeSync((scope) => scope.copyF64([1, 2, 3]).view().length); // => 3
 * ```
 */
export class Arena {
  /** Memory that the blocks lie in. */
  readonly memory: KernelMemory;
  readonly #holes: Span[] = [{ start: ARENA_START, end: 2 ** 32 - ALIGNMENT }];
  readonly #kept = new KeptBlocks(({ pointer, length }) => {
    this.free({ start: pointer, end: pointer + length });
  });

  constructor(memory: KernelMemory) {
    this.memory = memory;
  }

  /** Runs `work` with a scope; all that the scope handed out is taken back when the work ends, also by an error. */
  async scope<R>(work: (scope: ArenaScope) => Promise<R> | R): Promise<R> {
    const scope = new ArenaScope(this);
    try {
      return await work(scope);
    } finally {
      scope.release();
    }
  }

  /** {@link scope} for work that does not wait. */
  scopeSync<R>(work: (scope: ArenaScope) => R): R {
    const scope = new ArenaScope(this);
    try {
      return work(scope);
    } finally {
      scope.release();
    }
  }

  /**
   * A block that outlives its scope: until `owner` is gone, or others need the memory, which {@link KeptBlock.isGone} tells. Undefined if it is
   * too large to be kept.
   */
  keep(owner: object, bytes: number): KeptBlock | undefined {
    if (!this.#kept.makeRoom(bytes)) return undefined;
    const { start, end } = this.allocate(bytes);
    const block = new KeptBlock(start, end - start);
    this.#kept.add(owner, block);
    return block;
  }

  /** Runs work that makes what nobody uses again: what it keeps is taken back when it ends, so that it does not lie in the way of other blocks. */
  async keepingNothing<R>(work: () => Promise<R>): Promise<R> {
    const begun = this.#kept.now;
    try {
      return await work();
    } finally {
      this.#kept.dropMadeAfter(begun);
    }
  }

  /** @internal Says that a kept block is in use again, so that it is dropped later than others. */
  use(block: KeptBlock): void {
    this.#kept.use(block);
  }

  /** @internal Ends a scope's hold on a kept block. */
  letGo(block: KeptBlock): void {
    this.#kept.release(block);
  }

  /**
   * @internal A new block of `bytes`.
   * @throws {KernelError} if 4 GiB do not hold it.
   */
  allocate(bytes: number): Span {
    const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
    const holeFor = (): number => this.#holes.findIndex((hole) => hole.end - hole.start >= size);
    let at = holeFor();
    if (at < 0) {
      this.#kept.dropAll();
      at = holeFor();
    }
    const start = at < 0 ? 2 ** 32 : this.#holes[at]!.start;
    ensureBytes(this.memory, start + size);
    const hole = this.#holes[at]!;
    hole.start += size;
    if (hole.start === hole.end) this.#holes.splice(at, 1);
    return { start, end: start + size };
  }

  /** @internal Takes a block back and joins it with its neighbours. */
  free(block: Span): void {
    let at = this.#holes.findIndex((hole) => hole.start > block.start);
    if (at < 0) at = this.#holes.length;
    this.#holes.splice(at, 0, { ...block });
    this.#joinWithNext(at);
    if (at > 0) this.#joinWithNext(at - 1);
  }

  #joinWithNext(at: number): void {
    const hole = this.#holes[at]!;
    const next = this.#holes[at + 1];
    if (next === undefined || hole.end !== next.start) return;
    hole.end = next.end;
    this.#holes.splice(at + 1, 1);
  }
}

/**
 * Allocations that end together.
 *
 * @example
 * ```ts
 * const { arena } = await loadRuntime();
 * arena.scopeSync((scope) => {
 *   const block = scope.i32(4);
 *   block.view().fill(7);
 *   return Array.from(block.view());
 * }); // => [7, 7, 7, 7]
 * ```
 */
export class ArenaScope {
  readonly #arena: Arena;
  readonly #taken: Span[] = [];
  readonly #held: KeptBlock[] = [];

  /** @internal Made by {@link Arena.scope}. */
  constructor(arena: Arena) {
    this.#arena = arena;
  }

  /** Block of doubles; content undefined. */
  f64(length: number): Block<Float64Array> {
    return this.#block(Float64Array, 8, length);
  }

  /** Block of singles; content undefined. */
  f32(length: number): Block<Float32Array> {
    return this.#block(Float32Array, 4, length);
  }

  /** Block of signed integers; content undefined. */
  i32(length: number): Block<Int32Array> {
    return this.#block(Int32Array, 4, length);
  }

  /** Block of unsigned integers; content undefined. */
  u32(length: number): Block<Uint32Array> {
    return this.#block(Uint32Array, 4, length);
  }

  /** Block of 16-bit integers; content undefined. */
  u16(length: number): Block<Uint16Array> {
    return this.#block(Uint16Array, 2, length);
  }

  /** Block of bytes; content undefined. */
  u8(length: number): Block<Uint8Array> {
    return this.#block(Uint8Array, 1, length);
  }

  /** Block of doubles with a copy of `values`. */
  copyF64(values: ArrayLike<number>): Block<Float64Array> {
    const block = this.f64(values.length);
    block.view().set(values);
    return block;
  }

  /** Block of signed integers with a copy of `values`. */
  copyI32(values: ArrayLike<number>): Block<Int32Array> {
    const block = this.i32(values.length);
    block.view().set(values);
    return block;
  }

  /** Keeps a block from being dropped before the scope ends. */
  hold(block: KeptBlock): void {
    block.holds++;
    this.#held.push(block);
    this.#arena.use(block);
  }

  /** @internal Takes everything back. */
  release(): void {
    for (const block of this.#held.splice(0)) this.#arena.letGo(block);
    for (const block of this.#taken.splice(0)) this.#arena.free(block);
  }

  #block<T>(View: View<T>, bytes: number, length: number): Block<T> {
    const taken = this.#arena.allocate(length * bytes);
    this.#taken.push(taken);
    const memory = this.#arena.memory;
    return { pointer: taken.start, length, view: () => new View(memory.buffer, taken.start, length) };
  }
}
