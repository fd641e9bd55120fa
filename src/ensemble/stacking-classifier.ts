import {
  BaseEstimator,
  type ClassifierModel,
  type FitOptions,
  type Label,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { encodeLabels } from "../base/labels.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { AnyClassifier } from "../base/model-of.js";
import type { ParamSpecs } from "../base/params.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { memberSpec } from "./bagging-params.js";
import { checkFittedMembers, checkMembers, membersSpec, type StackMember } from "./named-members.js";
import { stackMembers } from "./stack.js";
import type { StackMethod } from "./stacked-outputs.js";
import { type FittedStackingClassifier, StackingClassifierModel } from "./stacking-classifier-model.js";
import { type StackingParams, stackingParamSpecs, stackMethodSpec } from "./stacking-params.js";

/** Hyper-parameters of {@link StackingClassifier}. */
export interface StackingClassifierParams<
  E extends readonly StackMember<AnyClassifier>[] = readonly StackMember<AnyClassifier>[],
  F extends AnyClassifier | null = AnyClassifier | null,
> extends StackingParams<E, F> {
  /**
   * What the members are asked for: `"predict_proba"`, `"decision_function"`, `"predict"` (class numbers), or `"auto"` (default): the first of
   * these that a member has.
   */
  readonly stackMethod: StackMethod | "auto";
}

/** Domain, default and help of {@link StackingClassifierParams}. */
export const stackingClassifierParamSpecs: ParamSpecs<StackingClassifierParams> = {
  estimators: membersSpec<readonly StackMember<AnyClassifier>[]>("classifier"),
  finalEstimator: memberSpec<AnyClassifier>("classifier", "LogisticRegression"),
  stackMethod: stackMethodSpec,
  ...stackingParamSpecs,
};

/**
 * Fits several classifiers and one more that learns from what they say of rows that they did not see: each is fitted without each fold in
 * turn for that, and on all rows for what comes later; or, with `cv: "prefit"`, was fitted before.
 *
 * The final estimator, `LogisticRegression` by default, gets the members' probabilities (of two classes the second alone), side by side, and
 * X beside them with `passthrough`. The model transforms X to these features. Hyper-parameters have paths, `"forest.maxDepth"` and
 * `"finalEstimator.C"`, checked by the compiler. `sampleWeight` goes to all fits. Members learn the labels themselves, where scikit-learn
 * hands them class numbers; unlike there, regressors are no members.
 *
 * Cost: (folds + 1) × the fits of the members, on all cores.
 *
 * @throws {InvalidParameterError} if a member is no classifier, a name is not distinct or holds a dot, every member is dropped, or a
 * hyper-parameter is unknown or outside its domain.
 * @see Wolpert (1992), Stacked generalization, doi:10.1016/S0893-6080(05)80023-1.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const y = ["a", "a", "a", "b", "b", "b"];
 * const stack = new StackingClassifier({
 *   estimators: [["tree", new DecisionTreeClassifier()], ["near", new KNeighborsClassifier({ nNeighbors: 1 })]],
 *   cv: 3,
 * });
 * const model = await stack.fit(X, y);
 * await model.predict([[0], [5]]); // => ["a", "b"]
 * (await model.transform([[5]])).toArray(); // => [[1, 1]]
 * model.featureNamesOut(); // => ["stackingclassifier_tree", "stackingclassifier_near"]
 * ```
 */
export class StackingClassifier<
  const E extends readonly StackMember<AnyClassifier>[] = readonly StackMember<AnyClassifier>[],
  F extends AnyClassifier | null = null,
> extends BaseEstimator<StackingClassifierParams<E, F>> {
  /** Name under which the class is registered. */
  static readonly typeName = "StackingClassifier";
  readonly kind = "classifier" as const;
  /** Its model tells what the members say, beside the final estimator's verdict. */
  readonly transforms = true;
  /** Weights go to the members and to the final estimator, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(
    params: { readonly estimators: E } & Partial<Omit<StackingClassifierParams<E, F>, "estimators">>,
  ) {
    const { typeName } = StackingClassifier;
    super(
      typeName,
      stackingClassifierParamSpecs as unknown as ParamSpecs<StackingClassifierParams<E, F>>,
      params as Partial<StackingClassifierParams<E, F>>,
    );
    const check = this.params.cv === "prefit" ? checkFittedMembers : checkMembers;
    check(typeName, params.estimators, "classifier");
    watchTransformer(this);
  }

  /** @internal */
  static fromState(
    state: StackingClassifierParams,
  ): StackingClassifier<readonly StackMember<AnyClassifier>[], AnyClassifier | null> {
    return new StackingClassifier(state);
  }

  /**
   * Fits the members, on all rows and on the folds, and the final estimator; `onProgress` counts the fits.
   *
   * @param X what every member takes; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight goes to all fits.
   * @throws {InvalidParameterError} if a member has not what it is to be asked for, or the test parts of the folds do not hold every row once.
   * @throws what the members and the final estimator throw.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedStackingClassifier<E, F, L>> {
    const where = "StackingClassifier.fit";
    startFit(where, options);
    const { estimators, finalEstimator, ...settings } = this.params;
    const { classes } = encodeLabels(where, y);
    const data = { where, estimator: StackingClassifier.typeName, X, y, classes };
    const { stack, features, sampleWeight, finished } = await stackMembers(
      data,
      estimators,
      settings,
      options,
    );
    const final: AnyClassifier = finalEstimator ?? new LogisticRegression();
    const model = (await final.fit(features, y, {
      ...(sampleWeight === undefined ? {} : { sampleWeight }),
      signal: options.signal,
    })) as ClassifierModel<L>;
    finished();
    return new StackingClassifierModel<E, F, L>({
      ...stack,
      classes,
      finalEstimator: model,
    }) as unknown as FittedStackingClassifier<E, F, L>;
  }
}
