const PORTION = 100;
const MOST_CHARACTERS = 160;
const [form, target, state, problem, next, stop, table, caption, rows] =
    ["query", "target", "state", "problem", "next", "stop", "links", "caption", "rows"].map(id => document.getElementById(id));
const count = new Intl.NumberFormat("en");
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD", maximumFractionDigits: 4 });

/** The list that goes on: its cursor's id once opened, what its last portion said, and what cancels its call. */
let list = null;

target.addEventListener("input", check);
form.addEventListener("submit", event => {
  event.preventDefault();
  drop();
  list = { target: target.value.trim(), id: null, last: null, isLoading: false, call: new AbortController() };
  rows.replaceChildren();
  caption.textContent = "Links to " + list.target;
  load(list);
});
next.addEventListener("click", () => { if (isOn(next)) load(list); });
stop.addEventListener("click", () => { if (isOn(stop)) end(); });
// A tab that is closed, or left for another page, keeps nothing on the server.
addEventListener("pagehide", () => { if (list) end(); });
check();

function check() {
  target.setCustomValidity(target.value.trim() ? "" : "Enter a domain or the URL of a page.");
  target.removeAttribute("aria-invalid");
}

/** Shows the next rows. */
async function load(mine) {
  mine.isLoading = true;
  say("Loading …");
  try {
    mine.id ??= (await post("cursors?target=" + encodeURIComponent(mine.target), mine)).id;
    const portion = await post(`cursors/${mine.id}/next?after=${mine.last?.shown ?? 0}&rows=${PORTION}`, mine);
    if (mine !== list) return;
    mine.isLoading = false;
    mine.last = portion;
    const first = portion.shown - portion.links.length + 1;
    rows.append(...portion.links.map((link, i) => row(link, first + i)));
    if (portion.end) drop();
    say(portion.end ? whole(portion) : soFar(portion));
  } catch (error) {
    if (mine === list) fail(error);
  }
}

/** What was shown stays, and unless the list is gone the same rows can be asked for again. */
function fail(error) {
  const last = list.last;
  list.isLoading = false;
  if (error.status === 400 || error.status === 404) list = null;
  say(soFar(last), "Not loaded: " + error.message);
  if (list) next.textContent = "Try again";
  if (error.status === 400) {
    target.setAttribute("aria-invalid", "true");
    target.focus();
  }
}

/** Stops at what is shown. */
function end() {
  const { last, isLoading } = drop();
  say("Stopped. " + soFar(last) + (isLoading ? " What was on its way may still be billed." : ""));
}

/** Leaves the list: its call is cancelled, and the server forgets it. */
function drop() {
  const left = list;
  list = null;
  left?.call.abort();
  if (left?.id) fetch("cursors/" + left.id, { method: "DELETE", keepalive: true }).catch(() => {});
  return left;
}

async function post(path, mine) {
  const answer = await fetch(path, { method: "POST", signal: mine.call.signal })
      .catch(() => { throw new Error("This service can’t be reached."); });
  if (answer.ok) return answer.json().catch(() => { throw new Error("The answer broke off."); });
  const body = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(body.detail ?? `This service failed (${answer.status}).`), { status: answer.status });
}

/** Says where the list stands, and sets the buttons to it. They keep the keyboard's focus when they are off. */
function say(text, wrong = "") {
  state.replaceChildren(...[text].flat());
  problem.textContent = wrong;
  turn(next, list && !list.isLoading);
  turn(stop, list);
  next.textContent = "Next " + PORTION;
  table.hidden = !rows.hasChildNodes();
  table.setAttribute("aria-busy", String(Boolean(list?.isLoading)));
}

function turn(button, on) {
  button.setAttribute("aria-disabled", String(!on));
}

function isOn(button) {
  return button.getAttribute("aria-disabled") === "false";
}

function soFar(portion) {
  if (!portion) return "Nothing is shown.";
  const total = portion.total === null ? "" : " of " + count.format(portion.total);
  const ready = portion.ready ? `, and ${count.format(portion.ready)} more ${list ? "are" : "were"} paid for` : "";
  return `${count.format(portion.shown)}${total} links for ${dollars.format(portion.cost)}${ready}.`;
}

function whole({ shown, cost, proof }) {
  const isProven = proof.verdict === "PROVEN";
  const verdict = element("span", { className: isProven ? "verdict good" : "verdict" }, isProven ? "✓ Proven" : "Not proven");
  const links = shown === 1 ? "1 link" : `All ${count.format(shown)} links`;
  return [shown ? `${links} for ${dollars.format(cost)}. ` : `No links, for ${dollars.format(cost)}. `, verdict, `: ${proof.finding}.`];
}

function row(link, number) {
  const title = link.page_from_title ? [element("span", { className: "title", dir: "auto" }, cut(link.page_from_title))] : [];
  const tag = link.dofollow === false ? [element("span", { className: "tag" }, " nofollow")] : [];
  const anchor = link.anchor ?? link.alt ?? "";
  return element("tr", { role: "row" },
      cell("No.", "", count.format(number)),
      cell("", "", ...title, url(link.url_from)),
      cell("Anchor", "", ...(anchor ? [element("bdi", {}, cut(anchor))] : []), ...tag),
      cell("Links to", "", url(link.url_to)),
      cell("Rank", "number", link.rank ?? ""),
      cell("First seen", "", (link.first_seen ?? "").slice(0, 10)));
}

function cell(name, className, ...content) {
  const made = element("td", { role: "cell", className }, ...content);
  if (name) made.dataset.name = name;
  return made;
}

/** A link where that is safe: a row's texts are strangers'. */
function url(text) {
  const isWeb = /^https?:\/\//i.test(text ?? "") && URL.canParse(text);
  return isWeb
      ? element("a", { className: "url", href: text, rel: "noopener noreferrer nofollow", target: "_blank" }, cut(text))
      : element("span", {}, cut(text ?? ""));
}

function cut(text) {
  return text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) + "…" : text;
}

function element(name, properties, ...content) {
  const { role, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (role) made.setAttribute("role", role);
  made.append(...content);
  return made;
}
