/** Which program is started as the server; nothing here depends on the editor. */

import * as path from "node:path";

export interface Command {
  /** An absolute path, so that no system searches the current folder for it. */
  readonly program: string;
  readonly args: readonly string[];
}

export interface Surroundings {
  /** Whether programs of the workspace may be run. */
  readonly isTrusted: boolean;
  /** The absolute paths of the workspace's folders. */
  readonly folders: readonly string[];
  /** The interpreter that is chosen in the Python extension, if it is there. */
  readonly interpreter: string | undefined;
  /** The settings of these names. */
  readonly path: string;
  readonly uvxSource: string;
  /** The variable `PATH`. */
  readonly searchPath: string;
  readonly isWindows: boolean;
  readonly isFile: (file: string) => boolean;
}

/**
 * Return how the server is started: from the workspace's environment, else by the setting, else by
 * uvx; undefined if there is none of them.
 */
export function serverCommand(around: Surroundings): Command | undefined {
  const program = ofWorkspace(around) ?? (around.path === "" ? undefined : found(around, around.path));
  if (program !== undefined) {
    return { program, args: ["server"] };
  }
  const uvx = around.uvxSource === "" ? undefined : found(around, "uvx");
  if (uvx === undefined) {
    return undefined;
  }
  const requirement = `articlelint[server,watch] @ ${around.uvxSource}`;
  return { program: uvx, args: ["--from", requirement, "articlelint", "server"] };
}

function ofWorkspace(around: Surroundings): string | undefined {
  if (!around.isTrusted) {
    return undefined;
  }
  const system = paths(around);
  const scripts = around.isWindows ? "Scripts" : "bin";
  const places = around.folders.map((folder) => system.join(folder, ".venv", scripts));
  if (around.interpreter !== undefined) {
    const home = system.dirname(around.interpreter);
    // On Windows, only a virtual environment has its programs beside its interpreter.
    places.push(home, system.join(home, scripts));
  }
  const name = fileName(around, "articlelint");
  return places.map((place) => system.join(place, name)).find(around.isFile);
}

/** Return the file of a program that is given by its absolute path or by its name. */
function found(around: Surroundings, program: string): string | undefined {
  return candidates(around, program).find(
    (file) => isAllowed(around, file) && around.isFile(file),
  );
}

function candidates(around: Surroundings, program: string): string[] {
  const system = paths(around);
  if (system.isAbsolute(program)) {
    return [program];
  }
  if (program !== system.basename(program)) {
    return [];
  }
  const places = around.searchPath.split(system.delimiter);
  return places
    .filter((place) => system.isAbsolute(place))
    .map((place) => system.join(place, fileName(around, program)));
}

function isAllowed(around: Surroundings, file: string): boolean {
  return around.isTrusted || !around.folders.some((folder) => isInside(around, file, folder));
}

function isInside(around: Surroundings, file: string, folder: string): boolean {
  const system = paths(around);
  const way = system.relative(folder, file);
  return !way.split(system.sep).includes("..") && !system.isAbsolute(way);
}

function fileName(around: Surroundings, program: string): string {
  return around.isWindows && !program.endsWith(".exe") ? `${program}.exe` : program;
}

function paths(around: Surroundings): path.PlatformPath {
  return around.isWindows ? path.win32 : path.posix;
}
