import { checkArgument } from "../schema/check-argument.ts";
import { checkSetting } from "./check-setting.ts";
import type { FilterSettings, FilterType, SettingsOf } from "./filter.ts";

/** What may be left out of every filter's settings. */
export const frameDefaults = { boundary: "mirror", dimensions: 3 } as const;

const frame = frameDefaults;

/** What may be left out of a filter's settings, by type. */
export const filterDefaults = {
  mean: frame,
  laplacianOfGaussian: { ...frame, truncate: 4, zeroSum: false, undersampled: false },
  laws: { ...frame, rotationInvariant: false, pooling: "max", energy: null },
  gabor: { ...frame, theta: 0, thetaStep: null, planes: "xy", pooling: "average" },
  wavelet: { ...frame, level: 1, rotationInvariant: false, pooling: "average" },
  simoncelli: { ...frame, level: 1 },
  shannon: { ...frame, level: 1 },
  riesz: frame,
  gaussian: { ...frame, truncate: 4, undersampled: false },
  square: frame,
  squareRoot: frame,
  logarithm: frame,
  exponential: frame,
  gradient: frame,
  localBinaryPattern: frame,
} as const satisfies { readonly [T in FilterType]: Partial<SettingsOf<T>> };

type InputOf<S extends FilterSettings> = S extends { readonly type: infer T extends FilterType }
  ? Omit<Defaulted<S, T>, "of"> &
      (S extends { readonly of: infer F } ? { readonly of: PartInput<F> } : unknown)
  : never;

/** A filter inside another, without its frame. */
type PartInput<F> = F extends { readonly type: infer T extends FilterType }
  ? Defaulted<F, T>
  : never;

type Defaulted<S, T extends FilterType> = Omit<S, keyof (typeof filterDefaults)[T]> & {
  readonly [K in keyof (typeof filterDefaults)[T] & keyof S]?: S[K] | undefined;
};

/** Filter settings as they may be written: what has a default may be left out. */
export type FilterInput = InputOf<FilterSettings>;

/** Filter settings with every default spelled out. */
export function completeFilter(input: FilterInput): FilterSettings {
  checkType(input, "type");
  const settings = { ...filterDefaults[input.type], ...given(input) };
  if (input.type !== "riesz") return settings as FilterSettings;
  const { of } = input;
  checkType(of, "riesz.of.type");
  const { boundary, dimensions, ...inner } = { ...filterDefaults[of.type], ...given(of) };
  return { ...settings, of: inner } as FilterSettings;
}

function checkType(input: unknown, field: string): void {
  checkArgument(input, "filter", "object");
  const { type } = input as { readonly type?: unknown };
  const known = Object.keys(filterDefaults);
  checkSetting(
    known.some((one) => one === type),
    field,
    type,
    known.join(", "),
  );
}

function given<T extends object>(input: T): Partial<T> {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
