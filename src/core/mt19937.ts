const N = 624;
const M = 397;

/**
 * The Mersenne Twister MT19937: a stream of uniform 32-bit integers with period 2¹⁹⁹³⁷ − 1.
 *
 * @see Matsumoto & Nishimura (1998), doi:10.1145/272991.272995, and the authors' revised seeding of 2002.
 * @internal
 */
export class Mt19937 {
  readonly #key: Int32Array; // signed, as bit operations have it: larger numbers are boxed until the code is compiled
  /** Numbers of one round of the generator, as signed integers; those from `position` on are still to come. */
  readonly round: Int32Array = new Int32Array(N);
  /** Numbers of the round that were drawn. A loop that draws very many reads them itself and sets this. */
  position: number = N;

  private constructor(key: Int32Array) {
    this.#key = key;
  }

  /** Seeds by Knuth's recurrence (`init_genrand`). */
  static fromSeed(seed: number): Mt19937 {
    const key = new Int32Array(N);
    key[0] = seed;
    for (let i = 1; i < N; i++) key[i] = Math.imul(1812433253, spread(key[i - 1]!)) + i;
    return new Mt19937(key);
  }

  /** Seeds by an array of any length >= 1 (`init_by_array`). */
  static fromKey(seeds: Uint32Array): Mt19937 {
    const key = Mt19937.fromSeed(19650218).#key;
    let i = 1;
    for (let k = 0, j = 0; k < Math.max(N, seeds.length); k++) {
      key[i] = (key[i]! ^ Math.imul(1664525, spread(key[i - 1]!))) + seeds[j]! + j;
      j = j + 1 < seeds.length ? j + 1 : 0;
      i = advance(key, i);
    }
    for (let k = 0; k < N - 1; k++) {
      key[i] = (key[i]! ^ Math.imul(1566083941, spread(key[i - 1]!))) - i;
      i = advance(key, i);
    }
    key[0] = 0x80000000;
    return new Mt19937(key);
  }

  /** A generator that goes on where another one was: its 624 words and its position among them. */
  static fromWords(words: Uint32Array, position: number): Mt19937 {
    const generator = new Mt19937(new Int32Array(words));
    generator.#temper();
    generator.position = position;
    return generator;
  }

  /** Where the generator is: a copy of its words, and the position among them. */
  words(): { readonly words: Uint32Array; readonly position: number } {
    return { words: new Uint32Array(this.#key), position: this.position };
  }

  /** The next 32 bits, as a signed integer. */
  nextInt32(): number {
    if (this.position === N) this.startRound();
    return this.round[this.position++]!;
  }

  /** The next integer in [0, 2³²). */
  next(): number {
    return this.nextInt32() >>> 0;
  }

  /** The next number in [0, 1): 27 bits of one integer, 26 of the next. */
  nextDouble(): number {
    const high = this.nextInt32() >>> 5;
    const low = this.nextInt32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Makes the numbers of the next round. */
  startRound(): void {
    const key = this.#key;
    for (let k = 0; k < N - M; k++) key[k] = key[k + M]! ^ mixed(key[k]!, key[k + 1]!);
    for (let k = N - M; k < N - 1; k++) key[k] = key[k + M - N]! ^ mixed(key[k]!, key[k + 1]!);
    key[N - 1] = key[M - 1]! ^ mixed(key[N - 1]!, key[0]!);
    this.#temper();
    this.position = 0;
  }

  #temper(): void {
    const key = this.#key;
    const { round } = this;
    for (let k = 0; k < N; k++) {
      let y = key[k]!;
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      round[k] = y ^ (y >>> 18);
    }
  }
}

function spread(word: number): number {
  return word ^ (word >>> 30);
}

/** Next seeding position; the last word is carried round to the first. */
function advance(key: Int32Array, i: number): number {
  if (i + 1 < N) return i + 1;
  key[0] = key[N - 1]!;
  return 1;
}

/** The top bit of one word and the rest of the next, times the twist matrix. */
function mixed(word: number, next: number): number {
  const y = (word & 0x80000000) | (next & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}
