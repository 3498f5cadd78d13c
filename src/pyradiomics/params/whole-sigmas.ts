import { isObject } from "../../schema/object.ts";
import { writtenData } from "./written-data.ts";

type Keys = Readonly<Record<string, unknown>>;

/**
 * The data of a parameter file, in which a `sigma` that the text writes as a whole number, 1 and not 1.0, is a text:
 * names of images tell both apart.
 *
 * @param given the data of `text`, which is known to be sound
 */
export function withWholeSigmas(given: unknown, text: string): unknown {
  if (!isObject(given) || !/sigma/.test(text)) return given;
  const written = writtenData(text);
  if (!isObject(written)) return given;
  return {
    ...given,
    ...(isObject(given.setting) && { setting: marked(given.setting, written.setting) }),
    ...(isObject(given.imageType) && {
      imageType: Object.fromEntries(
        Object.entries(given.imageType).map(([type, keys]) => [
          type,
          isObject(keys) ? marked(keys, partOf(written.imageType, type)) : keys,
        ]),
      ),
    }),
  };
}

/** Settings with those of their sigmas as texts that are written as whole numbers. */
function marked(keys: Keys, written: unknown): Keys {
  const sigmas = partOf(written, "sigma");
  if (!Array.isArray(keys.sigma) || !Array.isArray(sigmas)) return keys;
  const mark = (value: unknown, k: number) =>
    typeof sigmas[k] === "bigint" && sigmas[k] > 0n ? String(sigmas[k]) : value;
  return { ...keys, sigma: keys.sigma.map(mark) };
}

function partOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
