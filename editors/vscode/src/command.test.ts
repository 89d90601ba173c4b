import * as assert from "node:assert/strict";
import { test } from "node:test";

import { serverCommand, type Surroundings } from "./command";

const SERVER = ["server"];

function around(files: string[], changes: Partial<Surroundings> = {}): Surroundings {
  return {
    isTrusted: true,
    folders: ["/site"],
    interpreter: undefined,
    path: "",
    uvxSource: "",
    searchPath: "/usr/bin:/home/me/bin",
    isWindows: false,
    isFile: (file) => files.includes(file),
    ...changes,
  };
}

test("the environment of a folder comes before all others", () => {
  const files = ["/site/.venv/bin/articlelint", "/env/bin/articlelint", "/opt/articlelint"];
  const others = { interpreter: "/env/bin/python", path: "/opt/articlelint" };
  const expected = { program: "/site/.venv/bin/articlelint", args: SERVER };
  assert.deepEqual(serverCommand(around(files, others)), expected);
  const folders = { folders: ["/other", "/site"] };
  assert.deepEqual(serverCommand(around(files, folders)), expected);
});

test("the interpreter of the Python extension comes next", () => {
  const files = ["/env/bin/articlelint", "/opt/articlelint"];
  const others = { interpreter: "/env/bin/python", path: "/opt/articlelint" };
  const expected = { program: "/env/bin/articlelint", args: SERVER };
  assert.deepEqual(serverCommand(around(files, others)), expected);
});

test("an environment without articlelint is passed over", () => {
  const others = { interpreter: "/env/bin/python", path: "/opt/articlelint" };
  const expected = { program: "/opt/articlelint", args: SERVER };
  assert.deepEqual(serverCommand(around(["/opt/articlelint"], others)), expected);
});

test("a name is looked up in the absolute folders of the search path", () => {
  const files = ["/home/me/bin/lint", "lint", "./lint"];
  const searchPath = ".::/usr/bin:/home/me/bin";
  const command = serverCommand(around(files, { path: "lint", searchPath }));
  assert.deepEqual(command, { program: "/home/me/bin/lint", args: SERVER });
  for (const path of ["./lint", "bin/lint", ".."]) {
    assert.equal(serverCommand(around(files, { path, searchPath })), undefined);
  }
});

test("uvx is used for a stated source alone, and never for a name of a registry", () => {
  const files = ["/usr/bin/uvx"];
  assert.equal(serverCommand(around(files)), undefined);
  assert.deepEqual(serverCommand(around(files, { uvxSource: "/clone" })), {
    program: "/usr/bin/uvx",
    args: ["--from", "articlelint[server,watch] @ /clone", "articlelint", "server"],
  });
  assert.equal(serverCommand(around([], { uvxSource: "/clone" })), undefined);
});

test("without trust no program of the workspace is run", () => {
  const inside = ["/site/.venv/bin/articlelint", "/site/bin/uvx", "/site/bin/articlelint"];
  const untrusted = {
    isTrusted: false,
    interpreter: "/site/.venv/bin/python",
    searchPath: "/site/bin:/site/.venv/bin",
    uvxSource: "/clone",
  };
  for (const path of ["", "articlelint", "/site/bin/articlelint", "/tmp/../site/bin/articlelint"]) {
    assert.equal(serverCommand(around(inside, { ...untrusted, path })), undefined);
  }
});

test("without trust a program of the user is run", () => {
  for (const file of ["/opt/articlelint", "/site-of-mine/articlelint", "/articlelint"]) {
    const command = serverCommand(around([file], { isTrusted: false, path: file }));
    assert.deepEqual(command, { program: file, args: SERVER });
  }
});

test("programs of Windows are found by their own names and folders", () => {
  const windows = { isWindows: true, folders: ["C:\\site"], searchPath: "C:\\bin;D:\\tools" };
  const cases: [string, Partial<Surroundings>][] = [
    ["C:\\site\\.venv\\Scripts\\articlelint.exe", {}],
    ["C:\\env\\Scripts\\articlelint.exe", { interpreter: "C:\\env\\Scripts\\python.exe" }],
    ["C:\\py\\Scripts\\articlelint.exe", { interpreter: "C:\\py\\python.exe" }],
    ["D:\\tools\\articlelint.exe", { path: "articlelint" }],
    ["D:\\tools\\articlelint.exe", { path: "articlelint.exe" }],
  ];
  for (const [file, changes] of cases) {
    const command = serverCommand(around([file], { ...windows, ...changes }));
    assert.deepEqual(command, { program: file, args: SERVER });
  }
  const elsewhere = { ...windows, isTrusted: false, path: "D:\\a.exe" };
  assert.equal(serverCommand(around(["D:\\a.exe"], elsewhere))?.program, "D:\\a.exe");
  const inside = { ...windows, isTrusted: false, path: "c:\\SITE\\a.exe" };
  assert.equal(serverCommand(around(["c:\\SITE\\a.exe"], inside)), undefined);
});
