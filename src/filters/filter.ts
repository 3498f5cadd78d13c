import type { Watch } from "../base/watch.ts";
import { boundaries } from "../convolution/boundary.ts";
import type { FilterReach } from "../convolution/reach.ts";
import type { Note } from "../messages/note.ts";
import { completed } from "../schema/check.ts";
import { withDefault } from "../schema/defaults.ts";
import { type ObjectSchema, object, type Properties } from "../schema/object.ts";
import type { Given, Resolved, Schema } from "../schema/schema.ts";
import { choice, constant } from "../schema/values.ts";
import type { Grid, Thickness, Volume } from "../volume/volume.ts";
import { identityOf } from "./filter-identity.ts";
import { thicknessNotes } from "./filter-thickness.ts";

/** What every filter can be set to. */
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

/** What a filter is: all that there is to say of it. */
interface FilterDefinition<T extends string, P extends Properties> {
  /** The word for it in settings. */
  readonly type: T;
  /** What it gives, in a sentence, with IBSI's code where there is one. */
  readonly title: string;
  /** Its own settings. Lengths are in mm, supports and distances in voxels, angles in radians. */
  readonly settings: P;
  /** What is beyond JSON Schema: null, or the problem, from the setting's name on. */
  readonly rule?: (settings: SettingsFor<T, P>) => string | null;
  /** The voxels of the response map, as many and in the order of the image's. */
  readonly respond: (
    image: Volume<Float64Array>,
    settings: SettingsFor<T, P>,
    watch: Watch,
  ) => Float64Array;
  /** How far it looks on a grid, but for `usesRange`. */
  readonly reach: (settings: SettingsFor<T, P>, grid: Grid) => FilterReach;
  /**
   * Refuses a grid whose voxels are too large for the kernel.
   *
   * @throws VoxomicsError `invalid-settings`
   */
  readonly checkGrid?: (settings: SettingsFor<T, P>, grid: Spacing, identity: string) => void;
  /** What to know about a response because of the voxels it was made on. */
  readonly notes?: (settings: SettingsFor<T, P>, grid: Spacing, identity: string) => Note[];
  /** Whether the range of the whole image scales every response. Without it: no. */
  readonly usesRange?: true;
  /** Whether the response of a single slice depends on its thickness. Without it: no. */
  readonly needsThickness?: (settings: SettingsFor<T, P>) => boolean;
}

/** The voxel spacing of a grid, in mm. */
export type Spacing = Pick<Grid, "spacing">;

/** A filter as the rest of the library sees it, whatever its settings. */
export interface Filter<T extends string = string, P extends Properties = Properties> {
  readonly type: T;
  readonly title: string;
  /** Its own settings and those that every filter has. */
  readonly schema: ObjectSchema<Own<T, P> & typeof frame>;
  /** Its own settings, for a filter that is a part of another. */
  readonly partSchema: ObjectSchema<Own<T, P>>;
  /**
   * The filter with its settings.
   *
   * @param input settings as users write them
   * @throws VoxomicsError `invalid-settings`
   */
  readonly prepare: (input: unknown) => PreparedFilter<SettingsFor<T, P>>;
}

/** A filter with its settings, ready to act on images. */
export interface PreparedFilter<S = Frame> {
  /** Every default spelled out. */
  readonly settings: S;
  /** As `filterIdentity` gives it. */
  readonly identity: string;
  readonly respond: (image: Volume<Float64Array>, watch: Watch) => Float64Array;
  readonly reach: (grid: Grid) => FilterReach;
  /** Whether the range of the whole image scales every response, whatever the reach. */
  readonly usesRange: boolean;
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
    prepare: (input) => {
      const settings = completed(schema, input as Given<typeof schema>, type);
      const identity = identityOf(schema, settings);
      return {
        settings,
        identity,
        respond: (image, watch) => respond(image, settings, watch),
        reach: (grid) => reach(settings, grid),
        usesRange: definition.usesRange ?? false,
        checkGrid: (grid) => checkGrid?.(settings, grid, identity),
        notes: (grid) => [
          ...(notes?.(settings, grid, identity) ?? []),
          ...(needsThickness?.(settings) ? thicknessNotes(grid, identity) : []),
        ],
      };
    },
  };
}

/** The settings of a filter, every default spelled out. */
export type SettingsOf<F> = F extends Filter<infer T, infer P> ? SettingsFor<T, P> : never;

/** The settings of a filter that is a part of another. */
export type PartOf<F> =
  F extends Filter<infer T, infer P> ? Resolved<ObjectSchema<Own<T, P>>> : never;
