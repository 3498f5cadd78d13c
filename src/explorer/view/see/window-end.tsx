import { numberIn } from "../set/number-text.ts";

/** A box for one end of a window of values. A text that is no number, or would turn the window round, is not taken. */
export function WindowEnd({
  window,
  end,
  label,
  digits,
  onWindow,
}: {
  readonly window: readonly [number, number];
  readonly end: 0 | 1;
  readonly label: string;
  /** How many digits of the present end are shown. */
  readonly digits: number;
  readonly onWindow: (window: readonly [number, number]) => void;
}) {
  const shown = String(Number(window[end].toPrecision(digits)));
  return (
    <input
      type="text"
      class="number"
      inputMode="decimal"
      autocomplete="off"
      aria-label={label}
      value={shown}
      onChange={({ currentTarget }) => {
        const value = numberIn(currentTarget.value);
        if (typeof value !== "number") {
          currentTarget.value = shown;
          return;
        }
        const next = end === 0 ? ([value, window[1]] as const) : ([window[0], value] as const);
        if (next[0] < next[1]) onWindow(next);
        else currentTarget.value = shown;
      }}
    />
  );
}
