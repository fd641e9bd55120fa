import type { AnyEstimator, AnyModel, ClassifierModel, EstimatorKind, Label } from "./estimator.js";

/** An estimator of labels. */
export type AnyClassifier = AnyEstimator & { readonly kind: "classifier" };

/** An estimator of numbers. */
export type AnyRegressor = AnyEstimator & { readonly kind: "regressor" };

/** What an estimator learns to be. */
export type KindOf<E> = E extends { readonly kind: infer K extends EstimatorKind } ? K : "transformer";

/** Type that targets of an estimator may have. */
export type TargetOf<E> = E extends { readonly kind: "regressor" } ? number : Label;

/** Fitted type of an estimator, for labels of any type. */
export type AnyModelOf<E> = E extends { fit(X: never, y: never, options: never): Promise<infer M> }
  ? M
  : never;

/** A model of labels of type L; TypeScript cannot apply the type of a class to a type it is given. */
type Labelled<M, L extends Label> = ClassifierModel<L> & Omit<M, keyof ClassifierModel<L>>;

/** Fitted type of an estimator for targets of type L, a model being its own; a sampler leaves no model, and new rows pass it by. */
export type ModelOf<E, L> = E extends "passthrough" | "drop" | AnyModel
  ? E
  : E extends { readonly kind: "sampler" }
    ? "passthrough"
    : E extends { readonly kind: "classifier" }
      ? Labelled<AnyModelOf<E>, L & Label>
      : AnyModelOf<E>;
