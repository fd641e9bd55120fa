import { test } from "vitest";
import type { OutlierModel } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { EllipticEnvelope } from "./elliptic-envelope.js";
import { EmpiricalCovariance } from "./empirical-covariance.js";
import { MinCovDet } from "./min-cov-det.js";

test("covariances and what they can do", async () => {
  const empirical = await new EmpiricalCovariance({ assumeCentered: true }).fit([[1]]);
  empirical.covariance satisfies Matrix;
  empirical.errorNorm([[1]], { norm: "spectral" }) satisfies number;
  // @ts-expect-error no such norm
  empirical.errorNorm([[1]], { norm: "nuclear" });
  // @ts-expect-error a covariance judges no rows
  empirical.predict([[1]]);
  // @ts-expect-error a misspelt hyper-parameter
  new EmpiricalCovariance({ assumeCentred: true });
  // @ts-expect-error all rows are the support
  new EmpiricalCovariance({ supportFraction: 0.5 });

  const robust = await new MinCovDet({ supportFraction: null }).fit([[1], [2]]);
  robust.support satisfies readonly boolean[];
  // @ts-expect-error no offset without contamination
  robust.offset;

  const envelope = await new EllipticEnvelope({ contamination: 0.2 }).fit([[1], [2]]);
  envelope satisfies OutlierModel;
  (await envelope.predict([[1]])) satisfies Int32Array;
  // @ts-expect-error the share is a number
  new EllipticEnvelope({ contamination: "auto" });
  // @ts-expect-error accuracy needs labels
  await envelope.score([[1]]);
});
