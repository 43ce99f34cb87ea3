// Adds to pages what they can do without: the theme at once, values under the pointer and by arrow keys.
// Events are delegated and nothing is kept in elements, so that enhanced navigation may patch pages freely.
const root = document.documentElement;

document.addEventListener("submit", event => {
  const form = event.target.closest("[data-theme-form]");
  if (!form) return;
  event.preventDefault();
  const theme = event.submitter.value;
  root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `duet-theme=${theme};path=/;max-age=31536000;samesite=lax${secure}`;
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === event.submitter));
});

// A select that filters a page applies itself; the button beside it stays for those without script.
document.addEventListener("change", event => {
  if (event.target.matches("[data-apply]")) event.target.form.requestSubmit();
});

const rowsOf = plot => [...plot.closest("[data-chart]").querySelectorAll("tr[data-x]")];

function show(plot, index) {
  const rows = rowsOf(plot), row = rows[index];
  if (!row) return;
  hide();
  const reading = document.createElement("div"), x = Number(row.dataset.x);
  reading.className = "reading" + (x > 60 ? " reading-left" : "");
  reading.style.left = x + "%";
  reading.dataset.index = index;
  const heads = [...row.closest("table").tHead.rows[0].cells].map(cell => cell.textContent);
  const words = [...row.cells].map((cell, column) => column === 0 ? cell.textContent : cell.textContent && `${heads[column]}: ${cell.textContent}`);
  const box = document.createElement("div");
  box.setAttribute("role", "status");
  words.filter(Boolean).forEach((word, line) => {
    const text = document.createElement(line === 0 ? "b" : "span");
    text.textContent = word;
    box.append(text);
  });
  reading.append(box);
  for (const cell of row.querySelectorAll("td[data-y]")) {
    const dot = document.createElement("i");
    dot.style.top = cell.dataset.y + "%";
    reading.append(dot);
  }
  plot.append(reading);
}

function hide() {
  for (const old of document.querySelectorAll(".reading")) old.remove();
}

document.addEventListener("pointermove", event => {
  const plot = event.target.closest?.("[data-plot]");
  if (!plot) return hide();
  const box = plot.getBoundingClientRect(), x = (event.clientX - box.left) / box.width * 100;
  const places = rowsOf(plot).map(row => Math.abs(Number(row.dataset.x) - x));
  const nearest = places.indexOf(Math.min(...places));
  if (plot.querySelector(".reading")?.dataset.index !== String(nearest)) show(plot, nearest);
});

document.addEventListener("keydown", event => {
  const plot = event.target.closest?.("[data-plot]");
  if (!plot) return;
  const last = rowsOf(plot).length - 1, shown = plot.querySelector(".reading"), at = shown ? Number(shown.dataset.index) : last + 1;
  const next = { ArrowLeft: at - 1, ArrowRight: Math.min(at, last) + (shown ? 1 : 0), Home: 0, End: last }[event.key];
  if (event.key === "Escape") return hide();
  if (next === undefined) return;
  event.preventDefault();
  show(plot, Math.max(0, Math.min(last, next)));
});

document.addEventListener("focusout", event => {
  if (event.target.closest?.("[data-plot]")) hide();
});

// What is under way is looked at again, but never under the hands of somebody who uses it.
setInterval(async () => {
  const live = document.querySelector("[id][data-refresh]");
  if (!live || document.hidden || live.contains(document.activeElement)) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const now = page.getElementById(live.id);
  if (now && live.isConnected) live.replaceWith(now);
}, 2000);
