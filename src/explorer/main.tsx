import { render } from "preact";
import { App } from "./view/app.tsx";
import { listenForKeys } from "./view/frame/keys.ts";
import { listenForDrops } from "./view/open/drops.ts";
import { openServedFiles } from "./view/open/served-files.ts";

listenForDrops(document);
listenForKeys(document);
render(<App />, document.body);
openServedFiles();
