import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { Binarizer } from "./binarizer.js";
import { FunctionTransformer } from "./function-transformer.js";
import { KBinsDiscretizer } from "./k-bins-discretizer.js";
import { MaxAbsScaler } from "./max-abs-scaler.js";
import { Normalizer } from "./normalizer.js";
import { PolynomialFeatures } from "./polynomial-features.js";
import { PowerTransformer } from "./power-transformer.js";
import { QuantileTransformer } from "./quantile-transformer.js";
import { RobustScaler } from "./robust-scaler.js";
import { normalize, scale } from "./scaling-functions.js";

declare const sparse: CsrMatrix;
declare const dense: Matrix;

// @ts-expect-error misspelt
new MaxAbsScaler({ clipp: true });
// @ts-expect-error no such norm
new Normalizer({ norm: "l3" });
// @ts-expect-error no such family
new PowerTransformer({ method: "boxcox" });
// @ts-expect-error no such distribution
new QuantileTransformer({ outputDistribution: "gaussian" });
// @ts-expect-error no such strategy
new KBinsDiscretizer({ strategy: "k-means" });
// @ts-expect-error three degrees
new PolynomialFeatures({ degree: [1, 2, 3] });
// @ts-expect-error no such function
new FunctionTransformer({ func: "log2" });
// @ts-expect-error a function must make samples
new FunctionTransformer({ func: () => 1 });
// @ts-expect-error no such axis
void scale(dense, { axis: 2 });
// @ts-expect-error the norms come on request
void (await normalize(dense)).norms;
(await normalize(dense, { returnNorm: true })).norms satisfies Float64Array;
(await scale(sparse, { withMean: false })) satisfies CsrMatrix;
// @ts-expect-error one quantile is no range
new RobustScaler({ quantileRange: [25] });
// @ts-expect-error a number
new Binarizer({ threshold: "0" });
// @ts-expect-error no text
void new RobustScaler().fit([["a", "b"]]);
// @ts-expect-error an estimator does not transform: a model does
void new Normalizer().transform(dense);

const model = await new RobustScaler().fit(dense);
(await model.transform(dense)) satisfies Matrix;
(await model.transform(sparse)) satisfies CsrMatrix;
model.center satisfies Float64Array | null;
// @ts-expect-error a model is immutable
model.scale = new Float64Array(1);
// @ts-expect-error there is no way back from a norm
void (await new Normalizer().fit(dense)).inverseTransform(dense);
