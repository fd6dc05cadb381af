// The page can be read without this. It adds: opening what a link leads to, showing what belongs together, a filter, and keys.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  const open = (id) => {
    const target = id && document.getElementById(decodeURIComponent(id));
    if (!target) return;
    let shut = false;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) { shut = shut || !box.open; box.open = true; }
    if (shut) target.scrollIntoView();
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => open(location.hash.slice(1)));
  open(location.hash.slice(1));
  addEventListener("beforeprint", () => all("details:not(.why)").forEach((d) => { d.open = true; }));

  const byHref = new Map();
  all('.text a[href^="#claim"], .notes a[href^="#claim"]').forEach((a) => {
    const key = a.closest("article").id + a.getAttribute("href");
    byHref.set(key, [...(byHref.get(key) || []), a]);
    for (const [event, lit] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
      a.addEventListener(event, () => byHref.get(key).forEach((b) => b.classList.toggle("lit", lit)));
  });

  const claims = all(".claim, .verdicts .alone > li");
  if (claims.length < 2) return;
  const verdicts = [["disputed", "disputed"], ["varied", "worded differently"], ["agreed", "agreed"], ["single", "one origin"]].filter(([v]) => document.querySelector(".verdicts." + v));
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "search");
  bar.innerHTML = '<div><input type="search" placeholder="Filter claims by a word" aria-label="Filter claims by a word"></div>';
  const row = bar.firstChild, field = row.firstChild;
  for (const [verdict, name] of verdicts) {
    const label = document.createElement("label"), box = document.createElement("input");
    label.className = verdict;
    box.type = "checkbox"; box.checked = true; box.value = verdict;
    label.append(box, name);
    row.append(label);
  }
  const hint = document.createElement("span");
  hint.className = "hint";
  hint.innerHTML = "<kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> next, previous claim";
  row.append(hint);
  document.querySelector(".verdicts").before(bar);

  const filter = () => {
    const word = field.value.trim().toLowerCase();
    claims.forEach((c) => c.classList.toggle("off", word !== "" && !c.textContent.toLowerCase().includes(word)));
    all("input[type=checkbox]", row).forEach((box) => all(".verdicts." + box.value).forEach((s) => s.classList.toggle("off", !box.checked)));
    if (word) all(".verdicts details.more").forEach((d) => { d.open = true; });
  };
  bar.addEventListener("input", filter);

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement === field) { field.value = ""; filter(); field.blur(); return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    if (event.key === "/") { event.preventDefault(); field.focus(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const shown = claims.filter((c) => c.offsetParent !== null);
    const here = shown.indexOf(document.activeElement.closest(".claim, .alone > li"));
    const next = shown[here < 0 ? 0 : here + (event.key === "j" ? 1 : -1)];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
  });
})();
