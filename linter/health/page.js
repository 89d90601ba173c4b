"use strict";
// The table of findings. Text from files gets into the page as text nodes alone.
(async () => {
  const [PATH, RULE, ROW, COLUMN, IS_ERROR, FIX, MESSAGE, HELP, EXCERPT, CHANGE] = Array(10).keys();
  const FIXES = ["none", "safe", "unsafe"];
  const PAGE = 50;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const byId = (id) => document.getElementById(id);

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      getSelection().selectAllChildren(button.previousElementSibling);
      document.execCommand("copy");
      button.textContent = "Copied";
    });
  }

  const packed = Uint8Array.from(atob(byId("data").textContent), (each) => each.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = await new Response(unpacked).json();
  const { paths, rules, rows, first, link, parts } = data;
  const folders = paths.map((path) => path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || ".");
  const controls = byId("filters").elements;
  const body = byId("rows");
  const opened = new Set();
  let shown = [];
  let page = 0;

  const place = (row) => `${paths[row[PATH]]}:${row[ROW]}:${row[COLUMN]}`;
  const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
  const address = (row) => {
    const path = paths[row[PATH]];
    const isAbsolute = path.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(path);
    const root = link.root.startsWith("/") ? link.root : `/${link.root}`;
    const values = {
      path: isAbsolute ? encoded(path) : `${encoded(root)}/${encoded(path)}`,
      file: encoded(link.prefix + path),
      line: row[ROW],
      column: row[COLUMN],
    };
    return link.template.replace(/\{(path|file|line|column)\}/g, (_, name) => values[name]);
  };

  // Messages have code between backticks.
  const marked = (text) =>
    text.split(/`([^`]*)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));

  const ORDERS = {
    place: () => 0,
    rule: (a, b) => rules[a[RULE]][0].localeCompare(rules[b[RULE]][0]),
    severity: (a, b) => b[IS_ERROR] - a[IS_ERROR],
    fix: (a, b) => (a[FIX] || 3) - (b[FIX] || 3),
    message: (a, b) => a[MESSAGE].localeCompare(b[MESSAGE]),
  };

  const isShown = (row) => {
    const folder = controls.folder.value;
    const text = controls.text.value.trim().toLowerCase();
    const inFolder = (name) => name === folder || name.startsWith(`${folder}/`);
    return (
      (!controls.rule.value || rules[row[RULE]][0] === controls.rule.value) &&
      (!folder || inFolder(folders[row[PATH]])) &&
      (!controls.severity.value || (controls.severity.value === "error") === Boolean(row[IS_ERROR])) &&
      (!controls.fix.value || FIXES[row[FIX]] === controls.fix.value) &&
      (!text || `${place(row)} ${row[MESSAGE]} ${rules[row[RULE]].join(" ")}`.toLowerCase().includes(text))
    );
  };

  const excerpt = (row) => {
    const [lineBefore, before, marked, after, lineAfter] = row[EXCERPT];
    const block = element("pre", { "aria-label": "Source" });
    const gutter = (number) => element("span", { class: "gutter" }, `${number} | `);
    if (lineBefore !== null) block.append(gutter(row[ROW] - 1), `${lineBefore}\n`);
    block.append(gutter(row[ROW]), before, element("mark", {}, marked || " "), `${after}\n`);
    if (lineAfter !== null) block.append(gutter(row[ROW] + 1), `${lineAfter}\n`);
    return block;
  };

  const fix = (row) => {
    const [title, changes, more] = row[CHANGE];
    const block = element("pre", { "aria-label": "Fix as a diff" });
    for (const [number, removed, added] of changes) {
      removed.forEach((line, index) => block.append(element("del", {}, `${number + index} - ${line}`)));
      added.forEach((line) => block.append(element("ins", {}, `${" ".repeat(String(number).length)} + ${line}`)));
    }
    if (more) block.append(`… ${more} more changed lines`);
    return [element("p", {}, element("strong", {}, `Fix (${FIXES[row[FIX]]}): `), ...marked(title)), block];
  };

  const detail = (row, number) => {
    const left = element("div");
    if (row[EXCERPT]) left.append(excerpt(row));
    if (row[HELP]) left.append(element("p", {}, element("strong", {}, "Help: "), ...marked(row[HELP])));
    if (row[CHANGE]) left.append(...fix(row));
    if (parts) {
      const part = String(Math.floor(number / parts.size) + 1).padStart(3, "0");
      const target = `${parts.folder}/${part}.html#finding-${number}`;
      left.append(element("p", {}, element("a", { href: target }, "Source and fix")));
    }
    if (link) left.append(element("p", {}, element("a", { href: address(row) }, `Open ${place(row)}`)));
    const right = element("div", { class: "rule" }, element("h3", {}, rules[row[RULE]].join(" ")));
    const text = byId(`rule-${rules[row[RULE]][0]}`);
    if (text) right.append(text.content.cloneNode(true));
    const cell = element("td", { colspan: 5 }, element("div", { class: "columns" }, left, right));
    return element("tr", { class: "detail", id: `detail-${number}` }, cell);
  };

  const line = (row, number) => {
    const severity = row[IS_ERROR] ? "error" : "warning";
    const button = element(
      "button",
      { type: "button", class: "open", "aria-expanded": String(opened.has(number)) },
      ...marked(row[MESSAGE]),
    );
    if (opened.has(number)) button.setAttribute("aria-controls", `detail-${number}`);
    button.addEventListener("click", () => {
      if (!opened.delete(number)) opened.add(number);
      render();
      byId(`finding-${number}`).querySelector("button").focus();
    });
    const [code, name] = rules[row[RULE]];
    return element(
      "tr",
      { id: `finding-${number}` },
      element("td", { class: `severity ${severity}` }, severity),
      element("td", { class: "code", title: name }, code),
      element("td", { class: "place" }, place(row)),
      element("td", {}, button),
      element("td", {}, row[FIX] ? `${FIXES[row[FIX]]} fix` : "no fix"),
    );
  };

  const render = () => {
    const last = Math.max(Math.ceil(shown.length / PAGE) - 1, 0);
    page = Math.min(page, last);
    const some = shown.slice(page * PAGE, (page + 1) * PAGE);
    body.replaceChildren(
      ...some.flatMap(([row, number]) =>
        opened.has(number) ? [line(row, number), detail(row, number)] : [line(row, number)],
      ),
    );
    byId("previous").disabled = page === 0;
    byId("next").disabled = page === last;
    byId("page").textContent = `Page ${page + 1} of ${last + 1}`;
    const [column, direction] = controls.order.value.split(" ");
    for (const header of document.querySelectorAll("th[data-order]")) {
      const isSorted = header.dataset.order === column;
      header.setAttribute("aria-sort", isSorted ? direction : "none");
    }
  };

  const update = () => {
    const [column, direction] = controls.order.value.split(" ");
    shown = rows.map((row, index) => [row, first + index]).filter(([row]) => isShown(row));
    shown.sort(([a], [b]) => ORDERS[column](a, b));
    if (direction === "descending") shown.reverse();
    page = 0;
    const count = shown.length.toLocaleString("en");
    byId("count").textContent = `${count} of ${rows.length.toLocaleString("en")} findings`;
    render();
  };

  const addOptions = (select, values) => {
    for (const [value, text] of values) select.append(element("option", { value }, text));
  };
  const codes = new Map(rows.map((row) => rules[row[RULE]]).map(([code, name]) => [code, `${code} ${name}`]));
  addOptions(controls.rule, [...codes].sort());
  const names = new Set();
  for (const folder of new Set(rows.map((row) => folders[row[PATH]]))) {
    folder.split("/").forEach((_, index, tokens) => names.add(tokens.slice(0, index + 1).join("/")));
  }
  addOptions(controls.folder, [...names].filter(Boolean).sort().map((name) => [name, name]));

  const followAnchor = () => {
    const [, name, value] = location.hash.match(/^#(rule|finding)-(\w+)$/) || [];
    if (name === "rule") {
      byId("filters").reset();
      controls.rule.value = value;
      update();
      byId("findings").scrollIntoView();
    }
    if (name === "finding") {
      opened.add(Number(value));
      page = Math.floor((Number(value) - first) / PAGE);
      render();
      byId(`finding-${value}`)?.scrollIntoView();
    }
  };

  byId("filters").addEventListener("input", update);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(update));
  for (const header of document.querySelectorAll("th[data-order]")) {
    header.firstElementChild.addEventListener("click", () => {
      const isAscending = header.getAttribute("aria-sort") === "ascending";
      controls.order.value = `${header.dataset.order} ${isAscending ? "descending" : "ascending"}`;
      update();
    });
  }
  const turn = (by, button, other) => {
    page += by;
    render();
    // A disabled button loses the focus.
    if (button.disabled) other.focus();
    byId("findings").scrollIntoView();
  };
  const [previous, next] = [byId("previous"), byId("next")];
  previous.addEventListener("click", () => turn(-1, previous, next));
  next.addEventListener("click", () => turn(1, next, previous));
  addEventListener("hashchange", followAnchor);
  byId("table").hidden = false;
  update();
  followAnchor();
  document.documentElement.dataset.ready = "true";
})();
