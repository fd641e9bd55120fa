/** What a heap orders. */
export interface HasGain {
  readonly gain: number;
}

/**
 * Nodes that wait to be split, the one of the largest gain first. Ties come out as they do from Python's `heapq`, whose order of moves
 * this is.
 *
 * Cost: O(log n) for each node that comes or goes.
 */
export class NodeHeap<T extends HasGain> {
  readonly #items: T[] = [];

  /** Number of waiting nodes. */
  get size(): number {
    return this.#items.length;
  }

  /** The node of the largest gain among those that a test accepts. */
  largest(accepts: (item: T) => boolean): T | undefined {
    let found: T | undefined;
    for (const item of this.#items)
      if (accepts(item) && !(found !== undefined && found.gain >= item.gain)) found = item;
    return found;
  }

  /** Adds a node. */
  push(item: T): void {
    this.#items.push(item);
    this.#moveUp(0, this.#items.length - 1);
  }

  /** Takes out the node of the largest gain. */
  pop(): T | undefined {
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return last;
    const first = this.#items[0]!;
    this.#items[0] = last;
    this.#moveDown();
    return first;
  }

  /** Takes out all nodes, in any order. */
  drain(): T[] {
    return this.#items.splice(0);
  }

  #moveUp(start: number, from: number): void {
    const items = this.#items;
    const item = items[from]!;
    let at = from;
    while (at > start) {
      const parent = (at - 1) >> 1;
      if (!(item.gain > items[parent]!.gain)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  /** Moves the larger child up until a leaf is reached, then the new node up from there. */
  #moveDown(): void {
    const items = this.#items;
    const end = items.length;
    const item = items[0]!;
    let at = 0;
    for (let child = 1; child < end; child = 2 * at + 1) {
      const right = child + 1;
      if (right < end && !(items[child]!.gain > items[right]!.gain)) child = right;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
    this.#moveUp(0, at);
  }
}
