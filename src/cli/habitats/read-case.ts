import type { CasePaths } from "../../case/blame.ts";
import { openImage } from "../../case/case-image.ts";
import { caseSettings } from "../../case/case-reading.ts";
import type { ReadRegion } from "../../case/case-region.ts";
import { openCase } from "../../case/open-case.ts";
import type { HabitatImage } from "../../habitats/case-images.ts";
import type { HabitatOptions } from "../../habitats/find-habitats.ts";
import {
  checkRecipe,
  type HabitatRecipe,
  type HabitatRecipeInput,
} from "../../habitats/habitat-recipe.ts";
import type { HabitatInput } from "../../habitats/settings.ts";
import { nameFile, namingFile } from "../../io/name-file.ts";
import { VoxomicsError } from "../../messages/errors.ts";
import { quoted, suggestion } from "../../messages/phrases.ts";
import { parseJson } from "../../node/parse-json.ts";
import { readInputText } from "../../node/read-input.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import type { SettingsInput } from "../../settings/settings.ts";
import type { Volume } from "../../volume/volume.ts";
import { readingIn } from "../case-options.ts";
import { withFeatures } from "../feature-options.ts";
import { loadSettings } from "../load-settings.ts";
import { withMargins } from "../margin-options.ts";
import { noteTo } from "../note.ts";
import { onlyRegion, openingOfOne } from "../region-options.ts";
import type { Terminal } from "../terminal.ts";
import { withWorkers } from "../workers.ts";
import type { HabitatFlags } from "./habitat-options.ts";

/** A case as `findHabitats` takes it, with what reports say of its files. */
export interface HabitatInputs {
  readonly images: readonly (HabitatImage & { readonly settings: SettingsInput })[];
  readonly mask: Volume;
  readonly options: HabitatOptions;
  readonly region: ReadRegion;
  readonly paths: CasePaths;
}

/**
 * Reads the images of a case and its region, and puts together what is asked of them.
 *
 * @throws VoxomicsError as `openCase` and `loadSettings` do, naming the file to blame
 */
export async function readHabitatCase(
  paths: CasePaths,
  flags: HabitatFlags,
  err: Terminal["err"],
): Promise<HabitatInputs> {
  const { image: others = [], name = "image", centres } = flags;
  const recipe = centres === undefined ? null : await readRecipe(centres, flags.pipes === true);
  const names = others.length === 0 ? [""] : [name, ...others.map(([other]) => other)];
  checkNames(names, flags, recipe);
  const settings = await settingsOf(names, flags, recipe, err);
  const { opened, volumes } = await withWorkers(async (pool) => {
    const reading = { ...readingIn(flags), pool };
    const first = await openImage(paths.image, reading);
    first.notes.forEach(noteTo(err, paths.image));
    const opened = await openCase(first, paths.mask, {
      ...openingOfOne(flags),
      settings: settings[0],
      pool,
    });
    const volumes = [first.volume];
    for (const [, path] of others) {
      const { volume, notes } = await openImage(path, reading);
      notes.forEach(noteTo(err, path));
      volumes.push(volume);
    }
    return { opened, volumes };
  });
  const region = onlyRegion(opened);
  region.notes.forEach(noteTo(err, paths.mask));
  return {
    images: volumes.map((image, n) => ({
      ...(names[n] === "" ? {} : { name: names[n] }),
      image,
      settings: n === 0 ? opened.settings : settings[n],
    })),
    mask: region.mask(),
    options: { ...optionsOf(flags, recipe), within: opened.within },
    region,
    paths,
  };
}

/** The result of `work`; an error about one of the further images names its file, and one about names the option. */
export function namingImage<T>({ image: others = [] }: HabitatFlags, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const { code, message, details } = error;
    const [, number] = /^images\[(\d+)\]\.name(?=: )/.exec(message) ?? [];
    if (number !== undefined) {
      const flag = number === "0" ? "--name" : "--image";
      const told = message.replace(/^[^:]*/, flag);
      throw new VoxomicsError(code, told, details, { cause: error });
    }
    const [, path] = others.find(([name]) => name === details.image) ?? [];
    throw path === undefined ? error : nameFile(path, error);
  }
}

/** How voxels are clustered, as options ask for it. */
export function clusteringOf(flags: HabitatFlags): HabitatInput {
  const { clusters, criterion, scaling, seed, restarts } = flags;
  return { clusters, criterion, scaling, seed, restarts };
}

/** What options, or saved centres, ask of a case. */
function optionsOf(flags: HabitatFlags, recipe: HabitatRecipe | null): HabitatOptions {
  const { resampleImages } = flags;
  if (recipe !== null) {
    const { maps, radius, shape, dimensions, masked, model } = recipe;
    return { maps: maps ?? undefined, radius, shape, dimensions, masked, model, resampleImages };
  }
  const { maps, radius, shape, dimensions, unmasked = false } = flags;
  const clustering = clusteringOf(flags);
  return { maps, radius, shape, dimensions, masked: !unmasked, clustering, resampleImages };
}

async function settingsOf(
  names: readonly string[],
  flags: HabitatFlags,
  recipe: HabitatRecipe | null,
  err: Terminal["err"],
): Promise<SettingsInput[]> {
  const load = (file: string | undefined) =>
    file === undefined ? Promise.resolve({}) : loadSettings(file, flags, err);
  const own = new Map(flags.settingsFor);
  const all: SettingsInput[] = [];
  for (const [n, name] of names.entries()) {
    const given =
      recipe === null ? await load(own.get(name) ?? flags.settings) : recipe.images[n].settings;
    const asked = withFeatures(given, flags);
    all.push(
      caseSettings(resolveSettings(n === 0 ? withMargins(asked, flags) : asked), readingIn(flags)),
    );
  }
  return all;
}

function checkNames(
  names: readonly string[],
  { settingsFor = [], centres }: HabitatFlags,
  recipe: HabitatRecipe | null,
): void {
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) {
    const message = `--image: found the name ${quoted(twice)} twice (the first image is ${quoted(names[0])} by --name), expected it once`;
    throw new VoxomicsError("invalid-settings", message, { found: names });
  }
  for (const [n, [name]] of settingsFor.entries()) {
    if (settingsFor.findIndex(([other]) => other === name) !== n) {
      const message = `--settings-for: found the image ${quoted(name)} twice, expected it once`;
      throw new VoxomicsError("invalid-settings", message, { found: name });
    }
    if (names.includes(name)) continue;
    const message = `--settings-for: found the image ${quoted(name)}, expected one of ${names.map(quoted).join(", ")}${suggestion(name, names)}`;
    throw new VoxomicsError("invalid-settings", message, { found: name, known: names });
  }
  if (recipe === null) return;
  const expected = recipe.images.map(({ name }) => name);
  if (expected.join("\n") === names.join("\n")) return;
  const shown = (list: readonly string[]) =>
    list.join() === "" ? "one image without a name" : `the images ${list.map(quoted).join(", ")}`;
  const message = `${centres}: is of ${shown(expected)}, found ${shown(names)}: give them by --name and --image`;
  throw new VoxomicsError("invalid-settings", message, { found: names, expected });
}

async function readRecipe(path: string, pipes: boolean): Promise<HabitatRecipe> {
  const text = await readInputText(path, { pipes });
  let parsed: unknown;
  try {
    parsed = parseJson(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new VoxomicsError("invalid-file", `${path}: is no JSON: ${why}`, { path });
  }
  return namingFile(path, () => checkRecipe(parsed as HabitatRecipeInput));
}
