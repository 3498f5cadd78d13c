import dicomParser from "dicom-parser";
import { VoxomicsError } from "../../messages/errors.ts";
import { invalidFile } from "../invalid-file.ts";
import { nameOf } from "./attributes.ts";

/** The bytes of a data set from `position` on, as dicom-parser walks through them. */
export function streamAt(
  bytes: Uint8Array,
  position: number,
  littleEndian: boolean,
): ElementStream {
  const parser = littleEndian
    ? dicomParser.littleEndianByteArrayParser
    : dicomParser.bigEndianByteArrayParser;
  return new ElementStream(parser, bytes, position);
}

/** The error for bytes that end before `expected`. */
export function endAt({ length }: Uint8Array, expected: number): VoxomicsError {
  return invalidFile(
    `DICOM file is cut off: found ${length} bytes, expected at least ${expected}`,
    { found: length, expected },
  );
}

/**
 * Representations with lengths of 32 bits that dicom-parser does not know. They are read as UN, which
 * has such a length too.
 */
const longRepresentations: ReadonlySet<string> = new Set(["OV", "SV", "UV"]);

const undefinedLength = 0xffffffff;

/** Most elements and items of a file: each takes some hundred bytes of memory. */
const mostElements = 2_000_000;

/** Most levels of nested sequences; those of the standard are hardly ever ten deep. */
const mostLevels = 64;

const itemStart = 0xfffee000;
const itemEnd = 0xfffee00d;

/** The bytes that dicom-parser walks through, with limits that dicom-parser itself does not check. */
export class ElementStream extends dicomParser.ByteStream {
  #elements = 0;
  /**
   * The ends, in bytes, of the items that are open, from the outermost in; infinite for one that a
   * delimiter ends.
   */
  readonly #open: number[] = [];

  readonly #warned: string[] = [];

  /**
   * dicom-parser adds its warnings to this list. In two places, for an element of undefined length whose
   * delimiter has a length, it calls the list as a function: that call throws the error for such a file.
   */
  override warnings = Object.assign(refuseDelimiter, {
    push: (...texts: string[]) => this.#warned.push(...texts),
  }) as unknown as string[];

  /**
   * Whether the bytes ended inside a sequence or item of undefined length, of which dicom-parser only
   * warns. Its warning that nothing follows an empty last element ("eof encountered … or …") is ignored.
   */
  get endsInSequence(): boolean {
    return this.#warned.some((warning) => /^eof encountered (?!.* or )/.test(warning));
  }

  override readUint32 = (): number => {
    this.#count();
    this.position += 4;
    const length = this.byteArrayParser.readUint32(this.byteArray, this.position - 4);
    const { byteArray } = this;
    if (length === undefinedLength && this.position + 8 > byteArray.length) {
      throw endAt(byteArray, this.position + 8);
    }
    this.#follow(this.position - 8, length);
    return length;
  };

  override readFixedString = (length: number): string => {
    this.#count();
    this.position += length;
    const text = dicomParser.readFixedString(this.byteArray, this.position - length, length);
    this.#follow(this.position - length - 4, 0);
    return longRepresentations.has(text) ? "UN" : text;
  };

  #count(): void {
    if (++this.#elements <= mostElements) return;
    throw new VoxomicsError("too-large", `DICOM file has more than ${mostElements} elements`, {
      expected: mostElements,
    });
  }

  /** Keeps track of the items that are open when an element or item of this length is met at `start`. */
  #follow(start: number, length: number): void {
    if (start < 0) return;
    const { byteArrayParser: parser, byteArray } = this;
    const group = parser.readUint16(byteArray, start);
    const tag = group * 0x10000 + parser.readUint16(byteArray, start + 2);
    const open = this.#open;
    while (open.length > 0 && open[open.length - 1] <= start) open.pop();
    if (tag === itemEnd && open.at(-1) === Number.POSITIVE_INFINITY) open.pop();
    if (tag !== itemStart) return;
    open.push(length === undefinedLength ? Number.POSITIVE_INFINITY : this.position + length);
    if (open.length <= mostLevels) return;
    throw invalidFile("DICOM file is damaged: sequences are nested too deeply", {
      expected: mostLevels,
    });
  }
}

function refuseDelimiter(warning: string): never {
  const [, at = "", tag = ""] = /position (\d+) .* tag x(\w{8})$/.exec(warning) ?? [];
  throw invalidFile(
    `DICOM file is damaged: the delimiter at byte ${at}, which ends ` +
      `${nameOf({ tag: tag.toUpperCase(), vr: "UN" })}, has a length, expected 0`,
    { tag },
  );
}
