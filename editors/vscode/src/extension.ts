/** What the editor calls: the commands, and what starts the server again. */

import { commands, type ExtensionContext, workspace } from "vscode";

import { python } from "./interpreter";
import { Server } from "./server";

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const started = new Server();
  server = started;
  const restart = () => started.restart();
  context.subscriptions.push(
    started,
    commands.registerCommand("articlelint.restart", restart),
    commands.registerCommand("articlelint.showOutput", () => {
      started.showOutput();
    }),
    workspace.onDidGrantWorkspaceTrust(async () => {
      await restart();
      await followInterpreter(context, restart);
    }),
    workspace.onDidChangeConfiguration((change) => {
      const names = ["articlelint.path", "articlelint.uvxSource"];
      return names.some((name) => change.affectsConfiguration(name)) ? restart() : undefined;
    }),
  );
  await restart();
  await followInterpreter(context, restart);
}

/** Start the server again when another interpreter is chosen, which only a trusted workspace has. */
async function followInterpreter(
  context: ExtensionContext,
  restart: () => Promise<void>,
): Promise<void> {
  const environments = workspace.isTrusted ? (await python())?.environments : undefined;
  if (environments !== undefined) {
    context.subscriptions.push(environments.onDidChangeActiveEnvironmentPath(restart));
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
