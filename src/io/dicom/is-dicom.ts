// a module of its own, so that the parser is loaded only for files that are DICOM

/** Whether bytes start as a DICOM file does: `DICM` at 128, or a data set without that preamble. */
export function isDicom(head: Uint8Array): boolean {
  if (hasPreamble(head)) return true;
  const [group, highGroup, element, highElement, a, b] = head;
  if (head.length < 8 || (group !== 2 && group !== 8) || highGroup !== 0) return false;
  const isShort = highElement === 0 && element <= 0x18 && a > 0 && a <= 64;
  return isRepresentation(a, b) || (isShort && b === 0 && head[6] === 0 && head[7] === 0);
}

export function hasPreamble(head: Uint8Array): boolean {
  return [0x44, 0x49, 0x43, 0x4d].every((letter, n) => head[128 + n] === letter);
}

export function isRepresentation(a: number, b: number): boolean {
  const isLetter = (byte: number) => byte >= 0x41 && byte <= 0x5a;
  return isLetter(a) && isLetter(b);
}
