import { Argument, type Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** `voxomics completion SHELL` */
export function addCompletion(root: Command, { out }: Terminal): void {
  root
    .command("completion")
    .summary("print a script by which a shell completes commands")
    .description("Print a script by which a shell completes commands, options, presets and paths.")
    .addArgument(new Argument("<shell>", "whose script").choices(["bash", "zsh", "fish"]))
    .addHelpText("after", help)
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionTree } = await import("./completion/completion-tree.ts");
      out((await writerOf(shell))(completionTree(root)));
    });
}

async function writerOf(shell: "bash" | "zsh" | "fish") {
  switch (shell) {
    case "bash":
      return (await import("./completion/bash-completion.ts")).bashCompletion;
    case "zsh":
      return (await import("./completion/zsh-completion.ts")).zshCompletion;
    case "fish":
      return (await import("./completion/fish-completion.ts")).fishCompletion;
  }
}

const help = `
For the shell that runs:
  bash   source <(voxomics completion bash)
  zsh    source <(voxomics completion zsh)
  fish   voxomics completion fish | source

For every shell:
  bash   voxomics completion bash > ~/.local/share/bash-completion/completions/voxomics
  zsh    voxomics completion zsh > ~/.zfunc/_voxomics     (a folder of $fpath)
  fish   voxomics completion fish > ~/.config/fish/completions/voxomics.fish`;
