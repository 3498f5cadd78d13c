/** The panel Validate. */
export function ValidatePanel() {
  return <p class="quiet">Validate</p>;
}
