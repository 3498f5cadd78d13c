import { adviceIn } from "../messages/advice.ts";
import { messageNaming, VoxomicsError } from "../messages/errors.ts";

/** What options of reading are called where they are about the mask of a case. */
const ofMask: Readonly<Record<string, string>> = { series: "maskSeries", volume: "maskVolume" };

/** The result of reading a mask; an error that it throws names the options that are about masks. */
export async function namingMaskOptions<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VoxomicsError)) throw error;
    const advice = adviceIn(error.details);
    if (!advice.some(({ option }) => option in ofMask)) throw error;
    const statement = messageNaming(error, () => null);
    const named = advice.map((one) => ({ ...one, option: ofMask[one.option] ?? one.option }));
    const details = { ...error.details, advice: named };
    throw new VoxomicsError(error.code, statement, details, { cause: error });
  }
}
