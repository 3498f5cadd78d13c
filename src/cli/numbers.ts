import { InvalidArgumentError } from "commander";

/** Reads the value of an option as a number. */
export function toNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`found ${text}, expected a number`);
}

/** Reads the value of an option as a whole number that is not below `least`. */
export function wholeNumber(least: number) {
  return (text: string): number => {
    if (/^\d+$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`found ${text}, expected a whole number from ${least}`);
  };
}
