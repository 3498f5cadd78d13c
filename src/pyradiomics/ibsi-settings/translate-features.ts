import { groupBy } from "../../base/group-by.ts";
import type { FamilyId } from "../../families/families.ts";
import { responseFamilies } from "../../families/families.ts";
import type { FeatureClass } from "../classes/feature-class.ts";
import { type FeatureClassName, featureClasses } from "../classes/feature-classes.ts";
import type { ChosenClass, PyradiomicsParams } from "../params/params.ts";
import { differsIf, type SettingDifference, type Translated } from "./difference.ts";
import { levelsOf } from "./translate-steps.ts";

/** The families whose features a class has. */
const familiesOf: Readonly<Record<FeatureClassName, readonly FamilyId[]>> = {
  firstorder: ["statistics", "histogram"],
  glcm: ["glcm"],
  gldm: ["ngldm"],
  glrlm: ["glrlm"],
  glszm: ["glszm"],
  ngtdm: ["ngtdm"],
  shape: ["morphology"],
  shape2D: ["planarMorphology"],
};

/**
 * The feature classes: their families where all classes have all their features, else features by their tags. A
 * family has features that PyRadiomics has not.
 */
export function translateFeatures({
  imageTypes,
  featureClasses: chosen,
  settings,
}: PyradiomicsParams): Translated {
  const { force2D } = settings;
  const known = chosen.filter(({ name, named }) => name !== "shape2D" || force2D || named);
  const filtered = imageTypes.some(({ name }) => name !== "Original");
  const whole = known.every(isWhole);
  const families = known.flatMap(({ name }) => familiesOf[name]);
  const onResponses = known.filter(({ name }) => name !== "shape" && name !== "shape2D");
  const inOneSlice = known.some(({ name }) => name === "shape2D");
  const isResponse = (family: FamilyId) => responseFamilies.some((one) => one === family);
  const words = (classes: readonly ChosenClass[]) => ({ features: classes.flatMap(tagsOf) });
  return {
    settings: {
      ...(whole ? { families } : words(known)),
      ...(inOneSlice && { planarMorphology: { slice: "only" } }),
      ...(filtered && {
        filterFeatures: {
          ...(whole ? { families: families.filter(isResponse) } : words(onResponses)),
          discretise: levelsOf(settings),
        },
      }),
    } as Translated["settings"],
    differences: [
      ...differsIf(
        inOneSlice && !force2D,
        "featureClass.shape2D",
        "left out by PyRadiomics without force2D, unless the image has two dimensions",
      ),
      ...known.flatMap((one) => [...withoutTag(one), ...defined(one)]),
    ],
  };
}

function rowOf({ name }: ChosenClass): FeatureClass {
  return featureClasses.find((one) => one.name === name) as unknown as FeatureClass;
}

/** Whether a class is measured with all features that are not deprecated. */
function isWhole(chosen: ChosenClass): boolean {
  return Object.entries(rowOf(chosen).features).every(
    ([name, { deprecated }]) => deprecated || chosen.features.includes(name),
  );
}

/** The tags of a class's features; those that two features share only once. */
function tagsOf(chosen: ChosenClass): string[] {
  const { features } = rowOf(chosen);
  return [...new Set(chosen.features.flatMap((name) => features[name].ibsi?.tag ?? []))];
}

/** The features of a class that the IBSI has not. */
function withoutTag(chosen: ChosenClass): SettingDifference[] {
  const { features } = rowOf(chosen);
  const missing = chosen.features.filter((name) => features[name].ibsi === null);
  if (missing.length === 0) return [];
  const all = missing.length === chosen.features.length;
  const difference = `no features of the IBSI: ${all ? "all of them" : missing.join(", ")}`;
  return [{ key: `featureClass.${chosen.name}`, difference }];
}

/** The features of a class that have another definition, those with the same difference together. */
function defined(chosen: ChosenClass): SettingDifference[] {
  const { features } = rowOf(chosen);
  const byDifference = groupBy(
    chosen.features.filter(
      (name) => features[name].ibsi !== null && features[name].differs !== null,
    ),
    (name) => features[name].differs,
  );
  return [...byDifference.values()].map((names) => ({
    key: `featureClass.${chosen.name}`,
    difference: `${names.join(", ")}: ${features[names[0]].differs} in PyRadiomics`,
  }));
}
