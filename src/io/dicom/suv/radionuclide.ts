import type { CodedConcept } from "./pet-acquisition.ts";

const minute = 60;
const hour = 3600;
const day = 86400;

/** A radionuclide, its half-life in s, and its codes: SNOMED CT and SNOMED RT, or DICOM's own. */
type Row = readonly [name: string, halfLife: number, ...codes: string[]];

/** The radionuclides of PET (DICOM CID 4020) with their half-lives after ICRP Publication 107. */
const radionuclides: readonly Row[] = [
  ["11C", 20.39 * minute, "40565003", "C-105A1"],
  ["13N", 9.965 * minute, "21576001", "C-107A1"],
  ["14O", 70.606, "424875009", "C-1018C"],
  ["15O", 122.24, "129504001", "C-B1038"],
  ["18F", 109.77 * minute, "77004003", "C-111A1"],
  ["22Na", 2.6019 * 365.2422 * day, "71633006", "C-155A1"],
  ["38K", 7.636 * minute, "423764008", "C-135A4"],
  ["43Sc", 3.891 * hour, "126605"],
  ["44Sc", 3.97 * hour, "126600"],
  ["45Ti", 184.8 * minute, "75696008", "C-166A2"],
  ["51Mn", 46.2 * minute, "126601"],
  ["52Fe", 8.275 * hour, "69089000", "C-130A1"],
  ["52Mn", 5.591 * day, "37225000", "C-149A1"],
  ["52mMn", 21.1 * minute, "126607"],
  ["60Cu", 23.7 * minute, "425364008", "C-127A4"],
  ["61Cu", 3.333 * hour, "71425003", "C-127A1"],
  ["62Cu", 9.673 * minute, "422934004", "C-127A5"],
  ["62Zn", 9.186 * hour, "65054007", "C-141A1"],
  ["64Cu", 12.7 * hour, "3932008", "C-127A2"],
  ["66Ga", 9.49 * hour, "79477007", "C-131A1"],
  ["68Ga", 67.71 * minute, "35337001", "C-131A3"],
  ["68Ge", 270.95 * day, "53315004", "C-128A2"],
  ["70As", 52.6 * minute, "126602"],
  ["72As", 26 * hour, "2705002", "C-115A2"],
  ["73Se", 7.15 * hour, "87437000", "C-116A2"],
  ["75Br", 96.7 * minute, "17910003", "C-113A1"],
  ["76Br", 16.2 * hour, "79523006", "C-113A2"],
  ["77Br", 57.036 * hour, "86521004", "C-113A3"],
  ["82Rb", 1.273 * minute, "79197006", "C-159A2"],
  ["86Y", 14.74 * hour, "10738001", "C-162A3"],
  ["89Zr", 78.41 * hour, "63360001", "C-168A4"],
  ["90Nb", 14.6 * hour, "126603"],
  ["90Y", 64.1 * hour, "14691008", "C-162A7"],
  ["94mTc", 52 * minute, "424079002", "C-163AA"],
  ["124I", 4.176 * day, "40937006", "C-114A5"],
  ["152Tb", 17.5 * hour, "126606"],
];

/** Coding schemes of these codes; 99SDM and SNM3 are older names of SNOMED's. */
const schemes: ReadonlySet<string> = new Set(["SCT", "SRT", "SNM3", "99SDM", "DCM"]);

/**
 * Half-life of a radionuclide, s; null if its code is not known, or its meaning (`^18^Fluorine`)
 * names another mass number: Ga-68 has been written with the code of Ga-66.
 */
export function halfLifeOf({ scheme, value, meaning }: CodedConcept): number | null {
  if (scheme === null || !schemes.has(scheme)) return null;
  const row = radionuclides.find(([, , ...codes]) => codes.includes(value));
  if (row === undefined) return null;
  const [name, halfLife] = row;
  const massNumber = Number.parseInt(name, 10);
  const stated = /\d+/.exec(meaning ?? "")?.[0] ?? massNumber;
  return Number(stated) === massNumber ? halfLife : null;
}
