import { BayesianRidge } from "./bayesian-ridge.js";
import { LinearRegression } from "./linear-regression.js";
import { LogisticRegression } from "./logistic-regression.js";
import { Ridge } from "./ridge.js";

const X = [[1], [2]];

// @ts-expect-error a misspelt hyper-parameter
new Ridge({ alfa: 1 });
// @ts-expect-error a misspelt hyper-parameter
new BayesianRidge({ alpha_1: 1 });
// @ts-expect-error numbers are not text
new BayesianRidge({ alphaInit: "auto" });
// @ts-expect-error a solver that does not exist
new LogisticRegression({ solver: "adam" });
// @ts-expect-error predict before fit
new LinearRegression().predict(X);
// @ts-expect-error a forgotten await
new LinearRegression().fit(X, [1, 2]).predict(X);
// @ts-expect-error labels are no target of a regressor
void new Ridge().fit(X, ["a", "b"]);

const model = await new LogisticRegression().fit(X, ["no", "yes"] as const);
const predicted: ("no" | "yes")[] = await model.predict(X);
// @ts-expect-error the labels are strings
const numbers: number[] = await model.predict(X);
// @ts-expect-error models are immutable
model.nIter = 3;

export { numbers, predicted };
