import type { Watch } from "../../base/watch.ts";
import type { NamedFile } from "../../io/source.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import { type BuiltIn, listBuiltIn } from "./built-in-cases.ts";
import { type FeatureMapAsked, featureMap } from "./feature-map.ts";
import type { HandedOver } from "./hand-over.ts";
import { intensities } from "./intensities.ts";
import { type LabelsAsked, listAsRegions } from "./list-as-regions.ts";
import { listFiles } from "./list-files.ts";
import type { Listing, RegionsEntry } from "./listing.ts";
import { type MatricesAsked, matrices } from "./matrices.ts";
import { type MeasureAsked, measure } from "./measure.ts";
import type { OpenCase } from "./open-case.ts";
import type { RegionOf } from "./open-region.ts";
import { type PerturbAsked, perturbRegion } from "./perturb-region.ts";
import { type ImageAsked, readImage } from "./read-image.ts";
import { type RegionAsked, readRegion } from "./read-region.ts";
import { readSecondMask, type SecondMaskAsked } from "./read-second-mask.ts";
import { type ResponseAsked, responseMap } from "./response-map.ts";
import { type ResultsAsked, saveResults } from "./save-results.ts";
import { validate } from "./validate.ts";

/**
 * The calls that the page's worker answers, by name. A new one is a function in a file of its own and a line
 * here; the page then calls `ask(name, asked, watch)`.
 */
export function callsOn(held: OpenCase) {
  return {
    listFiles: (files: readonly NamedFile[], { onProgress }: Watch): Promise<Listing> =>
      listFiles(files, held, onProgress),
    listBuiltIn: async (name: BuiltIn): Promise<Listing> => listBuiltIn(name, held),
    listAsRegions: (asked: LabelsAsked): Promise<RegionsEntry> => listAsRegions(held, asked),
    readImage: (asked: ImageAsked, watch: Watch) => readImage(held, asked, watch),
    readRegion: (asked: RegionAsked, watch: Watch) => readRegion(held, asked, watch),
    readSecondMask: (asked: SecondMaskAsked, watch: Watch) => readSecondMask(held, asked, watch),
    dropRegion: async (id: string): Promise<void> => {
      held.regions.delete(id);
    },
    measure: (asked: MeasureAsked, watch: Watch) => measure(held, asked, watch),
    intensities: (asked: RegionOf & { readonly settings: SettingsInput }) =>
      intensities(held, asked),
    matrices: (asked: MatricesAsked) => matrices(held, asked),
    responseMap: (asked: ResponseAsked, watch: Watch) => responseMap(held, asked, watch),
    featureMap: (asked: FeatureMapAsked, watch: Watch) => featureMap(held, asked, watch),
    perturbRegion: (asked: PerturbAsked, watch: Watch) => perturbRegion(held, asked, watch),
    validate: (_: null, watch: Watch) => validate(watch),
    saveResults: (asked: ResultsAsked) => saveResults(held, asked),
  };
}

type Calls = ReturnType<typeof callsOn>;
export type CallName = keyof Calls;
export type Asked<K extends CallName> = Parameters<Calls[K]>[0];
type Result<K extends CallName> = Awaited<ReturnType<Calls[K]>>;

/** The answer to a call, as the page gets it. */
export type Answer<K extends CallName> = Result<K> extends HandedOver<infer T> ? T : Result<K>;
