/** Names each page of the site by its first heading; TypeDoc takes the name of the file otherwise. */
import { Converter } from "typedoc";

/** @param {import("typedoc").Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    const first = document.content[0];
    const heading = first?.kind === "text" && /^# +(.+)$/m.exec(first.text);
    if (heading) document.name = heading[1].trim();
  });
}
