import { invalidFile } from "./invalid-file.ts";

/** Reads bytes bit by bit, the highest bit of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Number of bytes of which no bit has been read. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /**
   * The next bits as a number.
   *
   * @param count at most 24
   * @throws VoxomicsError `invalid-file` beyond the end
   */
  read(count: number): number {
    while (this.#count < count) {
      if (this.#at >= this.#bytes.length) {
        throw invalidFile(`compressed stream is cut off: it ends after ${this.#at} bytes`, {
          found: this.#at,
        });
      }
      this.#held = ((this.#held << 8) | this.#bytes[this.#at++]) >>> 0;
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#held >>> this.#count) & (2 ** count - 1);
    this.#held &= 2 ** this.#count - 1;
    return value;
  }

  /** Skips the bits that are left of a byte whose first bits were read. */
  align(): void {
    this.#held = 0;
    this.#count = 0;
  }

  /** The next byte, without reading it; -1 at the end. Only between bytes, as after `align`. */
  peekByte(): number {
    return this.#bytes[this.#at] ?? -1;
  }
}
