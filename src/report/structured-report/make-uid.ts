/** A new UID: `2.25.` and the number of a random UUID (DICOM PS3.5 B.2). */
export function randomUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // version 4, and the variant of RFC 9562
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return `2.25.${bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)}`;
}
