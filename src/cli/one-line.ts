/** Text on one line, without characters that move the cursor or colour the terminal. */
export function oneLine(text: string): string {
  return text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, " ")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
