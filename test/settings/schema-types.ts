/** Values that a schema allows once every default is filled in. */
export type Resolved<S> = ValueOf<S, "resolved">;

/** Values that a schema allows before. */
export type Given<S> = ValueOf<S, "given">;

type Side = "resolved" | "given";

type ValueOf<S, X extends Side> = S extends { const: infer C }
  ? C
  : S extends { enum: readonly (infer E)[] }
    ? E
    : S extends { oneOf: readonly (infer M)[] }
      ? M extends unknown
        ? ValueOf<M, X>
        : never
      : S extends { type: readonly (infer T)[] }
        ? OfType<S, T, X>
        : S extends { type: infer T }
          ? OfType<S, T, X>
          : never;

type OfType<S, T, X extends Side> = T extends "null"
  ? null
  : T extends "boolean"
    ? boolean
    : T extends "number" | "integer"
      ? number
      : T extends "string"
        ? string
        : T extends "array"
          ? ItemsOf<S, X>
          : PropertiesOf<S, X>;

type ItemsOf<S, X extends Side> = S extends { items: infer I; minItems: 2; maxItems: 2 }
  ? readonly [ValueOf<I, X>, ValueOf<I, X>]
  : S extends { items: infer I; minItems: 3; maxItems: 3 }
    ? readonly [ValueOf<I, X>, ValueOf<I, X>, ValueOf<I, X>]
    : S extends { items: infer I }
      ? readonly ValueOf<I, X>[]
      : never;

type PropertiesOf<S, X extends Side> = S extends { properties: infer P }
  ? X extends "resolved"
    ? { readonly [K in keyof P]: ResolvedProperty<P[K]> }
    : { readonly [K in RequiredKeys<S> & keyof P]: ValueOf<P[K], X> } & {
        readonly [K in Exclude<keyof P, RequiredKeys<S>>]?: ValueOf<P[K], X> | undefined;
      }
  : never;

/** Where null only stands for another default, it is gone after resolving. */
type ResolvedProperty<P> = P extends { default: null }
  ? ValueOf<P, "resolved">
  : P extends { default: unknown }
    ? Exclude<ValueOf<P, "resolved">, null>
    : ValueOf<P, "resolved">;

type RequiredKeys<S> = S extends { required: readonly (infer R)[] } ? R : never;
