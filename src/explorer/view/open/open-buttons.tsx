import { useRef } from "preact/hooks";
import { openFiles } from "../../state/open-case.ts";
import { Icon } from "../frame/icon.tsx";

/** Buttons that open files, or a whole folder. */
export function OpenButtons({ prominent = false }: { readonly prominent?: boolean }) {
  return (
    <>
      <OpenButton label="Open files" icon="file" prominent={prominent} />
      <OpenButton label="Open folder" icon="folder" prominent={false} folder />
    </>
  );
}

function OpenButton(props: {
  readonly label: string;
  readonly icon: "file" | "folder";
  readonly prominent: boolean;
  readonly folder?: boolean;
}) {
  const { label, icon, prominent, folder = false } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={prominent ? "button prominent" : "button"}
        onClick={() => input.current?.click()}
      >
        <Icon name={icon} />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        multiple
        {...(folder && { webkitdirectory: true })}
        onChange={async ({ currentTarget }) => {
          const files = Array.from(currentTarget.files ?? []);
          currentTarget.value = ""; // so that the same files can be chosen again
          await openFiles(files);
        }}
      />
    </>
  );
}
