import { gunzipSync } from "node:zlib";

/** A value of R: a vector, a list, or null. Attributes other than names are left out. */
export type RValue = null | readonly (string | null)[] | Float64Array | Int32Array | RList;

/** A list of R, such as a data frame: values with their names. */
export interface RList {
  readonly names: readonly (string | null)[];
  readonly values: readonly RValue[];
}

/** Types of R's serialisation (R Internals, 1.8), as far as tables of values have them. */
const types = {
  symbol: 1,
  pairs: 2,
  character: 9,
  logical: 10,
  integer: 13,
  real: 14,
  strings: 16,
  list: 19,
  pointer: 22,
  alternative: 238,
  nil: 254,
  reference: 255,
  environment: 253,
} as const;

/**
 * Reads a file that R's `saveRDS` wrote: vectors, lists and data frames, in the binary format XDR, compressed by
 * gzip or not.
 *
 * @throws RangeError for another format, or for types that tables do not have
 */
export function readRds(file: Uint8Array): RValue {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file;
  const reader = new RdsReader(bytes);
  return reader.readFile();
}

interface Node {
  readonly value: RValue;
  readonly attributes: ReadonlyMap<string, Node>;
}

class RdsReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  /** Symbols and environments that later references name, from 1. */
  readonly #known: (string | null)[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readFile(): RValue {
    if (this.#bytes[0] !== 0x58 || this.#bytes[1] !== 0x0a) {
      throw new RangeError("not a file of R in the format XDR: it does not begin with X");
    }
    this.#at = 2;
    const version = this.#integer();
    this.#at += 8; // versions of R
    if (version === 3)
      this.#text(); // name of the encoding
    else if (version !== 2)
      throw new RangeError(`version ${version} of R's format, expected 2 or 3`);
    return this.#node().value;
  }

  #node(): Node {
    const flags = this.#integer();
    const type = flags & 0xff;
    const hasAttributes = (flags & 0x200) !== 0;
    const value = this.#value(type, flags);
    if (!hasAttributes || type === types.pairs || type === types.character) {
      return { value, attributes: new Map() };
    }
    const attributes = this.#pairs(this.#integer());
    return { value: withAttributes(value, attributes), attributes };
  }

  #value(type: number, flags: number): RValue {
    switch (type) {
      case types.nil:
        return null;
      case types.symbol: {
        this.#integer(); // flags of the text
        const name = this.#text();
        this.#known.push(name);
        return [name];
      }
      case types.reference:
        return [this.#known[(flags >>> 8 || this.#integer()) - 1]];
      case types.environment:
        this.#known.push(null);
        return null;
      case types.pointer: // of data.table, which no value needs
        this.#known.push(null);
        this.#node();
        this.#node();
        return null;
      case types.pairs: {
        const pairs = this.#pairs(flags);
        return { names: [...pairs.keys()], values: [...pairs.values()].map(({ value }) => value) };
      }
      case types.character:
        return [this.#text()];
      case types.logical:
      case types.integer: {
        const length = this.#integer();
        return Int32Array.from({ length }, () => this.#integer());
      }
      case types.real:
        return this.#reals();
      case types.strings: {
        const length = this.#integer();
        return Array.from({ length }, () => {
          this.#integer(); // flags of the text
          return this.#text();
        });
      }
      case types.list: {
        const length = this.#integer();
        const values = Array.from({ length }, () => this.#node().value);
        return { names: values.map(() => null), values };
      }
      default:
        throw new RangeError(`type ${type} of R at byte ${this.#at}, which tables do not have`);
    }
  }

  /** A list of tagged values that ends in nil, from the flags of its first cell on. */
  #pairs(first: number): Map<string, Node> {
    const pairs = new Map<string, Node>();
    for (let flags = first; (flags & 0xff) === types.pairs; flags = this.#integer()) {
      if (flags & 0x200) this.#node(); // attributes of the cell
      const tag = flags & 0x400 ? this.#node().value : null;
      const name = Array.isArray(tag) ? tag[0] : null;
      pairs.set(name ?? String(pairs.size), this.#node());
    }
    return pairs;
  }

  #integer(): number {
    const value = this.#view.getInt32(this.#at);
    this.#at += 4;
    return value;
  }

  #reals(): Float64Array {
    const length = this.#integer();
    const at = this.#at;
    this.#at += 8 * length;
    return Float64Array.from({ length }, (_, n) => this.#view.getFloat64(at + 8 * n));
  }

  /** A text; null for NA. */
  #text(): string | null {
    const length = this.#integer();
    if (length < 0) return null;
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, this.#at + length));
    this.#at += length;
    return text;
  }
}

/** Gives a list its names. */
function withAttributes(value: RValue, attributes: ReadonlyMap<string, Node>): RValue {
  const names = attributes.get("names")?.value;
  if (isList(value) && Array.isArray(names)) return { names, values: value.values };
  return value;
}

function isList(value: RValue): value is RList {
  return value !== null && "values" in value && "names" in value;
}
