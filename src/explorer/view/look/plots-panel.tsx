/** The panel Plots. */
export function PlotsPanel() {
  return <p class="quiet">Plots</p>;
}
