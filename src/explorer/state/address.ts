import { effect, type Signal, signal } from "@preact/signals";

/** How a value is written in the address. */
export interface Writing<T> {
  /** The value that a text stands for; undefined if for none. */
  readonly parse: (text: string) => T | undefined;
  readonly print: (value: T) => string;
}

/** A value that is one of few words. */
export function oneOf<T extends string>(words: readonly T[]): Writing<T> {
  return { parse: (text) => words.find((word) => word === text), print: (word) => word };
}

/**
 * A signal whose value survives a reload: it stands in the part of the address behind `#`, which browsers send to
 * no server. The initial value is not written. Nothing of an image may be kept so.
 */
export function addressed<T>(key: string, initial: T, { parse, print }: Writing<T>): Signal<T> {
  const text = fields().get(key);
  const value = signal<T>((text === null ? undefined : parse(text)) ?? initial);
  effect(() => {
    const now = print(value.value);
    const there = fields();
    if (now === print(initial)) there.delete(key);
    else there.set(key, now);
    const hash = there.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
  });
  return value;
}

function fields(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}
