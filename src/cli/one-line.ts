/** Text on one line, without characters that move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  const lines = text.split(/[\r\n]/).map((line) => line.trim());
  return visible(lines.filter((line) => line !== "").join(" "));
}

/** Text without characters that move the cursor or colour the terminal. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
