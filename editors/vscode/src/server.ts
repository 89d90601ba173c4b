/** The server's process: started, stopped, and shown in the status bar. */

import { statSync } from "node:fs";
import { homedir } from "node:os";

import {
  type Disposable,
  type OutputChannel,
  StatusBarAlignment,
  type StatusBarItem,
  window,
  workspace,
} from "vscode";
import { type DocumentFilter, LanguageClient, State } from "vscode-languageclient/node";

import { type Command, serverCommand } from "./command";
import { interpreter } from "./interpreter";

const NAME = "articlelint";
const SHOW_OUTPUT = "articlelint.showOutput";

const DOCUMENTS: DocumentFilter[] = [
  ...["markdown", "mdx", "html", "yaml", "toml", "json"].map((language) => ({
    scheme: "file",
    language,
  })),
  { scheme: "file", pattern: "**/*.mdx" },
];

const MISSING =
  "No articlelint was found. Install it, with its extra server, into .venv of the workspace, or " +
  "state where it is by the setting articlelint.path.";
const UNTRUSTED = " In a workspace that is not trusted, its .venv is not used.";

export class Server implements Disposable {
  readonly #output: OutputChannel = window.createOutputChannel(NAME);
  readonly #status: StatusBarItem = window.createStatusBarItem(StatusBarAlignment.Right);
  #client: LanguageClient | undefined;
  /** Starts and stops follow each other. */
  #last: Promise<void> = Promise.resolve();

  constructor() {
    this.#status.name = NAME;
    this.#status.command = SHOW_OUTPUT;
  }

  showOutput(): void {
    this.#output.show();
  }

  /** Start the server, or start it again. */
  restart(): Promise<void> {
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** End the server. */
  stop(): Promise<void> {
    return this.#next(() => this.#stop());
  }

  dispose(): void {
    this.#status.dispose();
    this.#output.dispose();
  }

  #next(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#output.appendLine(String(error));
      this.#show("error", "The server could not be started: the output has the reason.");
    });
    return this.#last;
  }

  async #start(): Promise<void> {
    this.#show("sync~spin", "The server is starting.");
    const command = await chosenCommand();
    if (command === undefined) {
      const message = MISSING + (workspace.isTrusted ? "" : UNTRUSTED);
      this.#output.appendLine(message);
      this.#show("circle-slash", message);
      return;
    }
    this.#output.appendLine(`starting ${[command.program, ...command.args].join(" ")}`);
    this.#client = this.#clientOf(command);
    await this.#client.start();
  }

  #clientOf(command: Command): LanguageClient {
    const executable = {
      command: command.program,
      args: [...command.args],
      // No program reads its own settings from a workspace that may not be trusted.
      options: { cwd: homedir() },
    };
    const client = new LanguageClient(NAME, NAME, executable, {
      documentSelector: DOCUMENTS,
      outputChannel: this.#output,
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.#show("check", `The server is running: ${command.program}`);
      } else if (newState === State.Stopped) {
        this.#show("error", "The server has ended: the output has the reason.");
      }
    });
    return client;
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client?.needsStop() === true) {
      await client.stop();
    }
    await client?.dispose();
  }

  #show(icon: string, tooltip: string): void {
    this.#status.text = `$(${icon}) ${NAME}`;
    this.#status.tooltip = tooltip;
    this.#status.show();
  }
}

async function chosenCommand(): Promise<Command | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const settings = workspace.getConfiguration(NAME);
  return serverCommand({
    isTrusted: workspace.isTrusted,
    folders: folders.map(({ uri }) => uri.fsPath),
    interpreter: workspace.isTrusted ? await interpreter(folders[0]?.uri) : undefined,
    path: settings.get("path", "").trim(),
    uvxSource: settings.get("uvxSource", "").trim(),
    searchPath: process.env.PATH ?? "",
    isWindows: process.platform === "win32",
    isFile: (file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
  });
}
