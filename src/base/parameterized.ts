import type { HasParams } from "./estimator.js";
import { type ParamSpecs, resolveParams } from "./params.js";
import type { Persistent } from "./state.js";

/**
 * Base of all that has hyper-parameters: validates them once and keeps them, frozen.
 *
 * A subclass passes its name and its parameter table, so that no class repeats the checks.
 */
export abstract class Parameterized<P extends object> implements HasParams<P>, Persistent {
  /** Hyper-parameters with defaults filled in; frozen. */
  readonly params: Readonly<P>;
  /** Name of the class, as scikit-learn has it. */
  readonly typeName: string;

  /** @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain. */
  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>) {
    this.typeName = typeName;
    this.params = resolveParams(typeName, specs, params);
  }

  /** A new one with some hyper-parameters changed. */
  with(changes: Partial<P>): this {
    const Self = this.constructor as new (params: Partial<P>) => this;
    return new Self({ ...this.params, ...changes });
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.params };
  }
}
