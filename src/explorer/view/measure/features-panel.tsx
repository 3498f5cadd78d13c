/** The panel Features. */
export function FeaturesPanel() {
  return <p class="quiet">Features</p>;
}
