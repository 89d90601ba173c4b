/** The interpreter that is chosen in the Python extension. */

import { type Event, extensions, type Uri } from "vscode";

/** The part of the Python extension's interface that is used. */
interface Python {
  readonly environments: {
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(
      environment: unknown,
    ): Promise<{ readonly executable: { readonly uri: Uri | undefined } } | undefined>;
  };
}

/** Return the Python extension's interface; undefined where it is not installed. */
export async function python(): Promise<Python | undefined> {
  return extensions.getExtension<Python>("ms-python.python")?.activate();
}

/** Return the path of the interpreter for a folder, if there is one. */
export async function interpreter(folder: Uri | undefined): Promise<string | undefined> {
  const environments = (await python())?.environments;
  const active = environments?.getActiveEnvironmentPath(folder);
  return (await environments?.resolveEnvironment(active))?.executable.uri?.fsPath;
}
