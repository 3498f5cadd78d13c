import { completed } from "../schema/check.ts";
import { orDefault } from "../schema/defaults.ts";
import type { ObjectSchema } from "../schema/object.ts";
import type { Given, Resolved, Schema } from "../schema/schema.ts";
import { type FamilyId, type FamilyRow, families } from "./families.ts";

/** The schemas of the families' own settings, under the ids of those families that have settings. */
type OwnSettings = {
  readonly [F in FamilyId as FamilyRow<F>["settings"] extends ObjectSchema ? F : never]: Schema<
    Resolved<FamilyRow<F>["settings"]>,
    Given<FamilyRow<F>["settings"]> | null | undefined
  >;
};

/**
 * The schemas of the families' own settings, in the order of the families; every setting has a
 * default.
 */
export const ownSettings = Object.fromEntries(
  families.flatMap(({ id, settings }) =>
    settings === null ? [] : [[id, orDefault(settings, completed(settings, {}, id))]],
  ),
) as unknown as OwnSettings;
