import { distanceIn, withoutDistance } from "../features/at-distance.ts";
import { listed, quoted } from "../messages/phrases.ts";
import { type FamilyId, families } from "./families.ts";
import { wordsOf } from "./feature-choice.ts";

/** The families that hold the features of a class of PyRadiomics. */
const classes: Readonly<Record<string, readonly FamilyId[]>> = {
  firstorder: ["statistics", "histogram"],
  shape: ["morphology"],
  shape2d: ["planarMorphology"],
  glcm: ["glcm"],
  glrlm: ["glrlm"],
  glszm: ["glszm"],
  gldm: ["ngldm"],
  ngtdm: ["ngtdm"],
};

/**
 * The end of a message for a word that names no feature: the features whose name is its last part
 * (`contrast`, `original_glcm_Contrast`), or where names of PyRadiomics are explained. "" where neither fits.
 */
export function featureHint(word: unknown): string {
  if (typeof word !== "string") return "";
  const listedIn = settingOf(word) ?? distanceOf(word);
  if (listedIn !== null) return listedIn;
  const parts = word.toLowerCase().split(/[._]/);
  const last = parts[parts.length - 1];
  const own = classes[parts[parts.length - 2]];
  const isOfOther = own !== undefined && parts.length > 2;
  const found = families
    .filter(({ id }) => own === undefined || own.includes(id))
    .flatMap(({ id, features }) =>
      Object.keys(features)
        .filter((name) => [name.toLowerCase(), shortOf(name)].includes(last))
        .map((name) => `${id}.${name}`),
    );
  // a class of PyRadiomics stands for the first family that has the feature
  if (found.length > 0) return didYouMean(own === undefined ? found : found.slice(0, 1));
  return isOfOther
    ? "; docs/migrate-pyradiomics.md has the tag of each feature of PyRadiomics"
    : "";
}

/** For a feature with what it is at (`doseVolume.doseAtVolume.1cc`): the setting that lists that; else null. */
function settingOf(word: string): string | null {
  for (const { id, features } of families) {
    for (const [name, { tag, at }] of Object.entries(features)) {
      const isOf = word.startsWith(`${id}.${name}.`) || word.startsWith(`${tag}_`);
      if (at !== undefined && isOf)
        return `; name ${quoted(`${id}.${name}`)}, and list what it is at in the setting ${id}.${at.setting}`;
    }
  }
  return null;
}

/** For a feature at a distance (`glcm.contrast.3D:avg:d2`): where distances are listed; else null. */
function distanceOf(word: string): string | null {
  const distance = distanceIn(word);
  const plain = withoutDistance(word);
  const usesIt = families.flatMap(({ id, usesDistance }) => (usesDistance === true ? [id] : []));
  if (distance === null || !wordsOf(usesIt).includes(plain)) return null;
  return `; name ${quoted(plain)}, and list ${distance} in the setting distance`;
}

/** `variance` of `intensityVariance` and `discretisedIntensityVariance`. */
function shortOf(name: string): string {
  return name.toLowerCase().replace(/^(discretised)?intensity|intensity$/g, "");
}

/** The end of a message for a word that names no family, but a class of PyRadiomics. */
export function familyHint(word: unknown): string {
  const own = typeof word === "string" ? classes[word.toLowerCase()] : undefined;
  return own === undefined ? "" : didYouMean(own);
}

function didYouMean(words: readonly string[]): string {
  return `; did you mean ${listed(words.map(quoted))}?`;
}
