/** Most bytes that are kept: a sixteenth of the memory. */
const MOST_KEPT = 2 ** 28;

/**
 * A block of kernel memory that outlives the scope in which it was made, until its owner is gone or the memory is needed.
 *
 * @example
 * ```ts
 * const { arena } = await loadRuntime();
 * const owner = {};
 * const block = arena.keep(owner, 1000)!;
 * [block.length, block.isGone]; // => [1024, false]
 * ```
 */
export class KeptBlock {
  /** Byte offset, for kernel arguments. */
  readonly pointer: number;
  /** Number of bytes, a multiple of 64. */
  readonly length: number;
  /** @internal Scopes that rely on it. */
  holds = 0;
  /** @internal When it was made, and asked for last. */
  madeAt = 0;
  usedAt = 0;
  /** @internal Whether nobody but the scopes that hold it will ask for it again. */
  isOrphan = false;
  /** Whether it was taken back. */
  isGone = false;

  /** @internal Made by the arena. */
  constructor(pointer: number, length: number) {
    this.pointer = pointer;
    this.length = length;
  }
}

/** The kept blocks of an arena. Those asked for least recently make room for others. */
export class KeptBlocks {
  readonly #free: (block: KeptBlock) => void;
  readonly #blocks = new Set<KeptBlock>();
  readonly #owners: FinalizationRegistry<KeptBlock>;
  #bytes = 0;
  #uses = 0;

  constructor(free: (block: KeptBlock) => void) {
    this.#free = free;
    this.#owners = new FinalizationRegistry((block) => {
      block.isOrphan = true;
      this.#dropUnlessHeld(block);
    });
  }

  /** Drops blocks until `bytes` more may be kept. Returns whether they may. */
  makeRoom(bytes: number): boolean {
    if (bytes > MOST_KEPT) return false;
    const byAge = [...this.#blocks].sort((a, b) => a.usedAt - b.usedAt);
    for (const block of byAge) {
      if (this.#bytes + bytes <= MOST_KEPT) break;
      this.#dropUnlessHeld(block);
    }
    return this.#bytes + bytes <= MOST_KEPT;
  }

  add(owner: object, block: KeptBlock): void {
    this.#blocks.add(block);
    this.#bytes += block.length;
    this.#owners.register(owner, block);
    this.use(block);
    block.madeAt = block.usedAt;
  }

  /** Now, as blocks have it in `madeAt`. */
  get now(): number {
    return this.#uses;
  }

  /** Drops the blocks that were made later and that no scope holds. */
  dropMadeAfter(time: number): void {
    for (const block of this.#blocks) if (block.madeAt > time) this.#dropUnlessHeld(block);
  }

  use(block: KeptBlock): void {
    block.usedAt = ++this.#uses;
  }

  /** Lets go of a block that a scope held. */
  release(block: KeptBlock): void {
    block.holds--;
    if (block.isOrphan) this.#dropUnlessHeld(block);
  }

  /** Drops all blocks that no scope holds. */
  dropAll(): void {
    for (const block of this.#blocks) this.#dropUnlessHeld(block);
  }

  #dropUnlessHeld(block: KeptBlock): void {
    if (block.holds > 0 || block.isGone) return;
    block.isGone = true;
    this.#blocks.delete(block);
    this.#bytes -= block.length;
    this.#free(block);
  }
}
