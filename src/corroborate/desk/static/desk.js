// Reading works without this. It adds: corrections in a dialog beside what is corrected, and word that a story has changed.
(() => {
  "use strict";
  const shown = document.createElement("dialog");
  shown.setAttribute("aria-label", "Correct");
  document.body.append(shown);
  addEventListener("click", async (event) => {
    const link = event.target.closest && event.target.closest("a.fix");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const shut = document.createElement("button");
      shut.type = "button"; shut.className = "shut"; shut.textContent = "Close";
      shut.addEventListener("click", () => shown.close());
      shown.replaceChildren(shut, ...page.querySelector("main").childNodes);
      shown.showModal();
      const first = shown.querySelector(".choice input:not([type=hidden])");
      if (first) first.focus();
    } catch { location.href = link.href; }
  });
  shown.addEventListener("close", () => shown.replaceChildren());

  const stale = document.querySelector(".stale[data-story]");
  if (!stale) return;
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/stories/" + stale.dataset.story + "/version");
      if (answer.ok && (await answer.text()).trim() !== stale.dataset.version) stale.classList.remove("off");
    } catch { /* the desk is not running: look again later */ }
  };
  setInterval(look, 20000);
})();
