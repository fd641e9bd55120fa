import type { SecondOrderObjective } from "../linalg/newton-cg.js";
import type { Evaluation, LinearMap } from "../linalg/objective.js";
import type { ArenaScope, Block, CancelSignal, Runtime } from "../parallel/index.js";
import { PADDING_SCORE } from "./class-padding.js";
import { addSlots, planRows } from "./row-stream.js";

/** Samples of a logistic regression. */
export interface LogisticData {
  /** shape (nSamples, nFeatures), row-major. */
  readonly X: Float64Array;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** Class of each sample, in [0, nClasses). */
  readonly codes: Int32Array;
  readonly nClasses: number;
  /** shape (nSamples), or undefined: weight 1. */
  readonly weight: Float64Array | undefined;
}

/** What is minimised: lossScale × Σ w loss + penalty / 2 × ‖coef‖². */
export interface LogisticTerms {
  readonly fitIntercept: boolean;
  readonly lossScale: number;
  readonly penalty: number;
  /** The intercept is this times its parameter. Default 1. */
  readonly interceptScale?: number;
  /** Whether the penalty takes in the intercept's parameter. Default false. */
  readonly penaliseIntercept?: boolean;
}

/** A logistic loss over data in kernel memory, as minimisers take it. */
export interface LogisticObjective extends SecondOrderObjective {
  /** Number of parameters. */
  readonly size: number;
  /** The Hessian at w, shape (size, size). */
  readonly hessianMatrix: (w: Float64Array) => Promise<Float64Array>;
}

/**
 * Penalised logistic loss of two classes, or multinomial loss of more, with data copied into kernel memory for as long as the scope lasts.
 *
 * Parameters of two classes: one for each feature, then the intercept's. Of more: feature by feature, classes side by side, then the
 * intercepts'. Each evaluation is one fused pass over row blocks on all lanes; blocks are added in order.
 */
export function logisticObjective(
  runtime: Runtime,
  scope: ArenaScope,
  data: LogisticData,
  terms: LogisticTerms,
  signal?: CancelSignal,
): LogisticObjective {
  const Objective = data.nClasses === 2 ? BinaryObjective : MultinomialObjective;
  const objective = new Objective(runtime, scope, data, terms, signal);
  return {
    size: objective.size,
    evaluate: (w) => objective.evaluate(w),
    hessian: (w) => objective.hessian(w),
    hessianMatrix: (w) => objective.hessianMatrix(w),
  };
}

/** What both losses share: data, blocks, penalty. */
abstract class BlockedObjective {
  abstract readonly size: number;
  protected readonly runtime: Runtime;
  protected readonly scope: ArenaScope;
  protected readonly data: LogisticData;
  protected readonly terms: LogisticTerms;
  protected readonly signal: CancelSignal | undefined;
  protected readonly X: Block<Float64Array>;
  protected readonly weight: Block<Float64Array> | undefined;
  protected readonly blockRows: number;
  protected readonly nBlocks: number;
  protected readonly interceptScale: number;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    data: LogisticData,
    terms: LogisticTerms,
    signal: CancelSignal | undefined,
  ) {
    this.runtime = runtime;
    this.scope = scope;
    this.data = data;
    this.terms = terms;
    this.signal = signal;
    this.X = scope.copyF64(data.X);
    this.weight = data.weight && scope.copyF64(data.weight);
    this.blockRows = planRows(data.nFeatures).blockRows;
    this.nBlocks = Math.ceil(data.nSamples / this.blockRows);
    this.interceptScale = terms.interceptScale ?? 1;
  }

  protected async sumBlocks(
    kernel: "logisticBlock" | "logisticHessianBlock" | "multinomialBlock" | "multinomialHessianBlock",
    args: readonly number[],
    slots: Block<Float64Array>,
    out: Float64Array,
    scratchBytes: number,
  ): Promise<Float64Array> {
    const { data, blockRows, nBlocks, signal } = this;
    const work = { total: data.nSamples, blockSize: blockRows, args, scratchBytes, signal };
    await this.runtime.runBlocks(kernel, work);
    addSlots(slots.view(), nBlocks, out);
    return out;
  }

  /** Scales the sum of losses and adds the penalty; `nPenalised` leading parameters are penalised. */
  protected penalised(w: Float64Array, loss: number, gradient: Float64Array, nFree: number): Evaluation {
    const { penalty, lossScale, penaliseIntercept } = this.terms;
    const nPenalised = penaliseIntercept === true ? w.length : w.length - nFree;
    let square = 0;
    for (let p = 0; p < w.length; p++) {
      gradient[p]! *= lossScale;
      if (p >= nPenalised) continue;
      gradient[p]! += penalty * w[p]!;
      square += w[p]! * w[p]!;
    }
    return { value: lossScale * loss + 0.5 * penalty * square, gradient };
  }

  /** Weighted Gram matrix of [X, 1] with weights h, shape (nFeatures + 1, nFeatures + 1). */
  protected async sandwich(h: Block<Float64Array>): Promise<Float64Array> {
    const { runtime, data } = this;
    const { nFeatures: d, nSamples } = data;
    const q = 4 * Math.ceil((d + 2) / 4);
    const leastRows = Math.max(2 * q, (nSamples * q * q * 8) / 2 ** 26); // partial results take 64 MB at most
    const { blockRows } = planRows(d, leastRows);
    const nBlocks = Math.ceil(nSamples / blockRows);
    const total = new Float64Array(q * q);
    await runtime.arena.scope(async (scope) => {
      const shift = scope.copyF64(new Float64Array(d + 1));
      const slots = scope.f64(nBlocks * q * q);
      const args = [this.X.pointer, d, 0, h.pointer, shift.pointer, slots.pointer];
      const work = { total: nSamples, blockSize: blockRows, args, scratchBytes: 64 * q * 8 };
      await runtime.runBlocks("gramBlock", { ...work, signal: this.signal });
      addSlots(slots.view(), nBlocks, total);
    });
    const out = new Float64Array((d + 1) ** 2);
    const at = (j: number): number => (j === d ? d + 1 : j); // column d of the kernel's matrix belongs to y
    for (let i = 0; i <= d; i++) {
      for (let j = i; j <= d; j++) {
        const value = total[at(i) * q + at(j)]!;
        out[i * (d + 1) + j] = value;
        out[j * (d + 1) + i] = value;
      }
    }
    return out;
  }

  protected addPenalty(product: Float64Array, s: Float64Array, nFree: number): void {
    const { penalty, penaliseIntercept } = this.terms;
    const nPenalised = penaliseIntercept === true ? s.length : s.length - nFree;
    for (let p = 0; p < nPenalised; p++) product[p]! += penalty * s[p]!;
  }
}

class BinaryObjective extends BlockedObjective {
  readonly size: number;
  private readonly y: Block<Float64Array>;
  private readonly coef: Block<Float64Array>;
  private readonly slots: Block<Float64Array>;
  private curvature: Block<Float64Array> | undefined;
  /** Where the curvature was taken last. */
  private at: Float64Array | undefined;

  constructor(...args: ConstructorParameters<typeof BlockedObjective>) {
    super(...args);
    const { codes, nFeatures } = this.data;
    this.size = nFeatures + (this.terms.fitIntercept ? 1 : 0);
    this.y = this.scope.copyF64(codes);
    this.coef = this.scope.f64(nFeatures + 1);
    this.slots = this.scope.f64(this.nBlocks * (nFeatures + 2));
  }

  async evaluate(w: Float64Array): Promise<Evaluation> {
    const { nFeatures: d } = this.data;
    this.load(w);
    const curvature = this.curvature?.pointer ?? 0;
    const weight = this.weight?.pointer ?? 0;
    const args = [
      this.X.pointer,
      d,
      this.y.pointer,
      weight,
      this.coef.pointer,
      curvature,
      this.slots.pointer,
    ];
    const sum = await this.sumBlocks("logisticBlock", args, this.slots, new Float64Array(d + 2), 32 * 8);
    if (curvature !== 0) this.at = w.slice();
    const gradient = sum.slice(0, this.size);
    if (this.terms.fitIntercept) gradient[d]! *= this.interceptScale;
    return this.penalised(w, sum[d + 1]!, gradient, this.terms.fitIntercept ? 1 : 0);
  }

  async hessian(w: Float64Array): Promise<LinearMap> {
    await this.takeCurvature(w);
    return async (s) => {
      const { nFeatures: d } = this.data;
      const { fitIntercept, lossScale } = this.terms;
      this.load(s);
      const args = [this.X.pointer, d, this.curvature!.pointer, this.coef.pointer, this.slots.pointer];
      const sum = await this.sumBlocks(
        "logisticHessianBlock",
        args,
        this.slots,
        new Float64Array(d + 1),
        32 * 8,
      );
      const product = sum.slice(0, this.size);
      if (fitIntercept) product[d]! *= this.interceptScale;
      for (let p = 0; p < product.length; p++) product[p]! *= lossScale;
      this.addPenalty(product, s, fitIntercept ? 1 : 0);
      return product;
    };
  }

  async hessianMatrix(w: Float64Array): Promise<Float64Array> {
    await this.takeCurvature(w);
    const full = await this.sandwich(this.curvature!);
    const d = this.data.nFeatures;
    const { size } = this;
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) out[i * size + j] = this.terms.lossScale * full[i * (d + 1) + j]!;
      if (i < d) out[i * size + i]! += this.terms.penalty;
    }
    return out;
  }

  private load(w: Float64Array): void {
    const d = this.data.nFeatures;
    const coef = this.coef.view();
    coef.set(w);
    coef[d] = this.terms.fitIntercept ? this.interceptScale * w[d]! : 0;
  }

  /** Fills in the curvature at w, unless the last evaluation was there. */
  private async takeCurvature(w: Float64Array): Promise<void> {
    if (this.curvature !== undefined && this.at?.every((value, p) => value === w[p]) === true) return;
    this.curvature ??= this.scope.f64(this.data.nSamples);
    await this.evaluate(w);
  }
}

class MultinomialObjective extends BlockedObjective {
  readonly size: number;
  private readonly q: number;
  private readonly codes: Block<Int32Array>;
  private readonly W: Block<Float64Array>;
  private readonly slots: Block<Float64Array>;
  private probability: Block<Float64Array> | undefined;
  private at: Float64Array | undefined;

  constructor(...args: ConstructorParameters<typeof BlockedObjective>) {
    super(...args);
    const { codes, nFeatures, nClasses } = this.data;
    this.q = 4 * Math.ceil(nClasses / 4);
    this.size = nClasses * (nFeatures + (this.terms.fitIntercept ? 1 : 0));
    this.codes = this.scope.copyI32(codes);
    this.W = this.scope.f64((nFeatures + 1) * this.q);
    this.slots = this.scope.f64(this.nBlocks * ((nFeatures + 1) * this.q + 1));
  }

  private get scratchBytes(): number {
    return 32 * (this.q + 1) * 8;
  }

  private get nFree(): number {
    return this.terms.fitIntercept ? this.data.nClasses : 0;
  }

  async evaluate(w: Float64Array): Promise<Evaluation> {
    const { data, q, slots } = this;
    this.load(w, PADDING_SCORE);
    const probability = this.probability?.pointer ?? 0;
    const args = [
      this.X.pointer,
      data.nFeatures,
      this.codes.pointer,
      this.weight?.pointer ?? 0,
      this.W.pointer,
      q,
      probability,
      slots.pointer,
    ];
    const out = new Float64Array((data.nFeatures + 1) * q + 1);
    const sum = await this.sumBlocks("multinomialBlock", args, slots, out, this.scratchBytes);
    if (probability !== 0) this.at = w.slice();
    return this.penalised(w, sum[sum.length - 1]!, this.unload(sum), this.nFree);
  }

  async hessian(w: Float64Array): Promise<LinearMap> {
    await this.takeProbability(w);
    return async (s) => {
      const { data, q, slots } = this;
      this.load(s, 0);
      const args = [
        this.X.pointer,
        data.nFeatures,
        this.weight?.pointer ?? 0,
        this.probability!.pointer,
        this.W.pointer,
        q,
        slots.pointer,
      ];
      const out = new Float64Array((data.nFeatures + 1) * q);
      const sum = await this.sumBlocks("multinomialHessianBlock", args, slots, out, this.scratchBytes);
      const product = this.unload(sum).map((value) => value * this.terms.lossScale);
      this.addPenalty(product, s, this.nFree);
      return product;
    };
  }

  async hessianMatrix(w: Float64Array): Promise<Float64Array> {
    await this.takeProbability(w);
    const { nClasses: k, nFeatures: d } = this.data;
    const { size } = this;
    const width = d + (this.terms.fitIntercept ? 1 : 0);
    const out = new Float64Array(size * size);
    for (let a = 0; a < k; a++) {
      for (let b = a; b < k; b++) {
        const { part, sign } = await this.classPair(a, b);
        for (let i = 0; i < width; i++) {
          for (let j = 0; j < width; j++) {
            const value = sign * this.terms.lossScale * part[i * (d + 1) + j]!;
            out[(i * k + a) * size + j * k + b] = value;
            out[(j * k + b) * size + i * k + a] = value;
          }
        }
      }
    }
    for (let p = 0; p < d * k; p++) out[p * size + p]! += this.terms.penalty;
    return out;
  }

  /** Σ h [x, 1][x, 1]ᵀ with h = w p_a (1 − p_a) for a = b, else −w p_a p_b; the sign apart, since the kernel takes roots. */
  private async classPair(
    a: number,
    b: number,
  ): Promise<{ readonly part: Float64Array; readonly sign: number }> {
    const { q, data } = this;
    return this.runtime.arena.scope(async (scope) => {
      const h = scope.f64(data.nSamples);
      const values = h.view();
      const P = this.probability!.view();
      for (let i = 0; i < values.length; i++) {
        const other = a === b ? 1 - P[i * q + a]! : P[i * q + b]!;
        values[i] = P[i * q + a]! * other * (data.weight === undefined ? 1 : data.weight[i]!);
      }
      return { part: await this.sandwich(h), sign: a === b ? 1 : -1 };
    });
  }

  /** Parameters to the padded layout of the kernels; `padding` is the intercept of the classes that fill up. */
  private load(w: Float64Array, padding: number): void {
    const { q } = this;
    const { nClasses: k, nFeatures: d } = this.data;
    const W = this.W.view().fill(0);
    for (let p = 0, j = 0; p < w.length; p += k, j++) W.set(w.subarray(p, p + k), j * q);
    W.fill(padding, d * q + k);
  }

  /** Back from the padded layout. */
  private unload(padded: Float64Array): Float64Array {
    const { q } = this;
    const k = this.data.nClasses;
    const out = new Float64Array(this.size);
    for (let p = 0, j = 0; p < out.length; p += k, j++) out.set(padded.subarray(j * q, j * q + k), p);
    return out;
  }

  private async takeProbability(w: Float64Array): Promise<void> {
    if (this.probability !== undefined && this.at?.every((value, p) => value === w[p]) === true) return;
    this.probability ??= this.scope.f64(this.data.nSamples * this.q);
    await this.evaluate(w);
  }
}
