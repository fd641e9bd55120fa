import { EditedNearestNeighbours, SMOTE, SMOTEENN, SMOTETomek, TomekLinks } from "learnkit";

new SMOTEENN({ smote: new SMOTE({ kNeighbors: 3 }), enn: new EditedNearestNeighbours() });
// @ts-expect-error edited nearest neighbours are wanted
new SMOTEENN({ enn: new TomekLinks() });
// @ts-expect-error misspelt
new SMOTETomek({ tomeks: new TomekLinks() });
// @ts-expect-error over-sampling knows no majority
new SMOTETomek({ samplingStrategy: "majority" });
