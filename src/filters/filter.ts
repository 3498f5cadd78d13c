import type { Watch } from "../base/watch.ts";
import { boundaries } from "../convolution/boundary.ts";
import type { Cascade } from "../convolution/kernel.ts";
import { type LeadingPasses, leadingKeys, noPasses } from "../convolution/leading-passes.ts";
import type { FilterReach } from "../convolution/reach.ts";
import { type Note, noteOf } from "../messages/note.ts";
import { completed } from "../schema/check.ts";
import { withDefault } from "../schema/defaults.ts";
import { type ObjectSchema, object, type Properties } from "../schema/object.ts";
import type { Given, Resolved, Schema } from "../schema/schema.ts";
import { choice, constant } from "../schema/values.ts";
import type { Grid, Thickness, Volume } from "../volume/volume.ts";
import { identityOf } from "./filter-identity.ts";

/** The settings that every filter has. */
const frame = {
  boundary: withDefault(
    choice(boundaries, {
      description:
        "How the image goes on past its border; simoncelli and shannon are periodic whatever it says.",
    }),
    "mirror",
  ),
  dimensions: withDefault(
    choice([2, 3], { description: "2: slice by slice in x and y; 3: in x, y and z." }),
    3,
  ),
};

type Frame = Resolved<ObjectSchema<typeof frame>>;

/** A filter's own settings, with its type. */
type Own<T extends string, P extends Properties> = { readonly type: Schema<T> } & P;

type SettingsFor<T extends string, P extends Properties> = Resolved<
  ObjectSchema<Own<T, P> & typeof frame>
>;

/** All that defines a filter. */
interface FilterDefinition<T extends string, P extends Properties> {
  /** Its name in settings. */
  readonly type: T;
  /** Its response in a sentence, with IBSI's code where there is one. */
  readonly title: string;
  /** Its own settings. Lengths are in mm, supports and distances in voxels, angles in radians. */
  readonly settings: P;
  /** Checks what JSON Schema cannot: null, or the problem, which begins with the setting's name. */
  readonly rule?: (settings: SettingsFor<T, P>) => string | null;
  /**
   * The response map, one value for each voxel of the image.
   *
   * @param whole the grid of which the image is a part; the same as the image's for a whole image
   * @param leading what filters before left of the image, for a filter that `begins` with passes
   */
  readonly respond: (
    image: Volume<Float64Array>,
    settings: SettingsFor<T, P>,
    watch: Watch,
    whole: Grid,
    leading: LeadingPasses,
  ) => Float64Array;
  /** The cascades of the passes that other filters may begin with too, x first. Default: there are none. */
  readonly begins?: (settings: SettingsFor<T, P>) => readonly Cascade[];
  /** The voxels that a response depends on, on a grid; `usesRange` is not considered. */
  readonly reach: (settings: SettingsFor<T, P>, grid: Grid) => FilterReach;
  /**
   * Refuses a grid whose voxels are too large for the kernel.
   *
   * @throws VoxomicsError `invalid-settings`
   */
  readonly checkGrid?: (settings: SettingsFor<T, P>, grid: Spacing, identity: string) => void;
  /** Notes on a response that follow from the voxel spacing. */
  readonly notes?: (settings: SettingsFor<T, P>, grid: Spacing, identity: string) => Note[];
  /** Whether the range of the whole image scales every response. Default: no. */
  readonly usesRange?: true;
  /** Whether it is applied by Fourier transform, whatever its kernel. Default: no. */
  readonly usesFourier?: true;
  /** Whether the response of a single slice depends on its thickness. Default: no. */
  readonly needsThickness?: (settings: SettingsFor<T, P>) => boolean;
}

/** The voxel spacing of a grid, in mm. */
export type Spacing = Pick<Grid, "spacing">;

/** A filter as the rest of the library sees it, whatever its settings. */
export interface Filter<T extends string = string, P extends Properties = Properties> {
  readonly type: T;
  readonly title: string;
  /** The filter's own settings and those that every filter has. */
  readonly schema: ObjectSchema<Own<T, P> & typeof frame>;
  /** The filter's own settings, for use inside another filter. */
  readonly partSchema: ObjectSchema<Own<T, P>>;
  /**
   * The filter with its settings.
   *
   * @param settings as users write them
   * @throws VoxomicsError `invalid-settings`
   */
  readonly prepare: (settings: unknown) => PreparedFilter<SettingsFor<T, P>>;
}

/** A filter with its settings, ready to act on images. */
export interface PreparedFilter<S = Frame> {
  readonly type: string;
  /** Every default spelled out. */
  readonly settings: S;
  /** As `filterIdentity` gives it. */
  readonly identity: string;
  readonly respond: (
    image: Volume<Float64Array>,
    watch: Watch,
    whole: Grid,
    leading?: LeadingPasses,
  ) => Float64Array;
  /** As `leadingKeys` gives them. */
  readonly passes: readonly string[];
  /** Those of the passes that other filters may begin with too, x first. */
  readonly cascades: readonly Cascade[];
  readonly reach: (grid: Grid) => FilterReach;
  /** Whether the range of the whole image scales every response, whatever the reach. */
  readonly usesRange: boolean;
  /** Whether it is applied by Fourier transform, whatever its kernel. */
  readonly usesFourier: boolean;
  readonly checkGrid: (grid: Spacing) => void;
  readonly notes: (grid: Spacing & Thickness) => Note[];
}

/** The filter that a definition describes. */
export function filter<const T extends string, P extends Properties>(
  definition: FilterDefinition<T, P>,
): Filter<T, P> {
  const { type, title, respond, reach, checkGrid, notes, needsThickness } = definition;
  const own = { type: constant(type), ...definition.settings };
  const partSchema: ObjectSchema<Own<T, P>> = object(own, { description: title });
  const schema: ObjectSchema<Own<T, P> & typeof frame> = object(
    { ...own, ...frame },
    { description: title, ...(definition.rule && { rule: definition.rule }) },
  );
  return {
    type,
    title,
    schema,
    partSchema,
    prepare: (given) => {
      const settings = completed(schema, given as Given<typeof schema>, type);
      const identity = identityOf(schema, settings);
      const cascades = definition.begins?.(settings) ?? [];
      return {
        type,
        settings,
        identity,
        respond: (image, watch, whole, leading = noPasses()) =>
          respond(image, settings, watch, whole, leading),
        passes: leadingKeys(cascades, settings.boundary),
        cascades,
        reach: (grid) => reach(settings, grid),
        usesRange: definition.usesRange ?? false,
        usesFourier: definition.usesFourier ?? false,
        checkGrid: (grid) => checkGrid?.(settings, grid, identity),
        notes: (grid) => [
          ...(notes?.(settings, grid, identity) ?? []),
          ...(needsThickness?.(settings) ? thicknessNotes(grid, identity) : []),
        ],
      };
    },
  };
}

/** The note that a response depends on the thickness of the image's one slice, if that was assumed. */
function thicknessNotes(
  { spacing, thicknessAssumed }: Spacing & Thickness,
  filter: string,
): Note[] {
  if (thicknessAssumed !== true) return [];
  return [
    noteOf(
      "thickness-assumed",
      `${filter}: the response depends on the thickness of the image's one slice, which was assumed: state the thickness, or filter in the slice only`,
      { filter, spacing },
    ),
  ];
}

/** The settings of a filter, every default spelled out. */
export type SettingsOf<F> = F extends Filter<infer T, infer P> ? SettingsFor<T, P> : never;

/** The settings of a filter that is a part of another. */
export type PartOf<F> =
  F extends Filter<infer T, infer P> ? Resolved<ObjectSchema<Own<T, P>>> : never;
