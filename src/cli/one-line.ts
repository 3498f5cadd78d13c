/** Text on one line, without characters that move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return visible(text.trim().replace(/\s*[\r\n]+\s*/g, " "));
}

/** Text without characters that move the cursor or colour the terminal. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
