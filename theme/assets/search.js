/*
 * Поиск по разделу: окно #find. Загружается, когда его открывают впервые; кто не ищет, не скачивает ничего.
 * Указатель собран Pagefind и разложен по полкам (pagefind/shards.json), здесь полки складываются в один ответ.
 * Результат зовётся «вид.номер», поэтому по видам он считается и отбирается на месте.
 */

const FIRST = 5, MORE = 10, FEW = 6, PAUSE = 180, PATIENCE = 60_000;
const WEIGHTS = { title: 20, names: 20, number: 40, text: 0.5, also: 0.2, date: 0, link: 0 };
const LOAD_FAILED = "Поиск не открылся: указатель не загрузился. Проверьте связь с интернетом и обновите страницу.";

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function plural(number, [one, few, many]) {
  const last = number % 10, tens = number % 100;
  if (last === 1 && tens !== 11) return `${number} ${one}`;
  return `${number} ${last > 1 && last < 5 && (tens < 12 || tens > 14) ? few : many}`;
}

/* ---------- Указатель ---------- */

async function fetched(url) {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
}

/** Все полки как один указатель; null, если искать не в чем. */
async function opened(base) {
  const { shards, kinds, asking } = await fetched(`${base}shards.json`);
  if (!shards.length) return { engine: null, kinds, asking };
  const { createInstance } = await import(`${base}pagefind.js`);
  const options = { baseUrl: new URL("..", base).pathname, excerptLength: 26, ranking: { metaWeights: WEIGHTS } };
  const tag = shards.map(shard => shard.digest).join("").slice(0, 60);
  const engine = createInstance({ ...options, basePath: base, noWorker: true, metaCacheTag: tag });
  const merged = shards.map(({ folder, digest }) => engine.mergeIndex(`${base}${folder}/`, { ...options, metaCacheTag: digest }));
  await Promise.race([Promise.all([engine.init(), ...merged]), failure()]);
  return { engine, kinds, asking };
}

/** Если главная часть не загрузилась, Pagefind ждёт её вечно и бросает ошибку мимо нас. */
function failure() {
  return new Promise((_, reject) => {
    addEventListener("unhandledrejection", event => {
      if (!/Pagefind/.test(event.reason?.message)) return;
      event.preventDefault();
      reject(event.reason);
    });
    setTimeout(reject, PATIENCE, new Error("timeout"));
  });
}

/* ---------- Вопрос ---------- */

export const plain = text => text.toLowerCase().replace(/ё/g, "е");

const bare = text => plain(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Слова вопроса без тех, что только спрашивают (пока есть другие), и вид страниц, о котором спрашивают. */
function question(text, { silent, asked }) {
  const dropped = new Set(silent.split(" "));
  const all = text.replace(/["«»“”„?!,;]/g, " ").split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word));
  const telling = all.filter(word => !dropped.has(plain(word)));
  return { words: telling.length ? telling : all, meant: all.map(word => asked[plain(word)]).find(Boolean) };
}

/* ---------- Окно ---------- */

export function start(dialog) {
  const $ = selector => dialog.querySelector(selector);
  const box = $("search"), input = $("input"), status = $("[role=status]"), list = $("ol");
  const chips = $(".chips"), narrow = $("details"), out = $(".out"), help = $(".help");
  const base = new URL(box.dataset.index, location.href).href;
  const root = new URL("..", base).pathname;
  let index, titles = {}, turn = 0, timer, kind = "", found = [];

  const say = text => { if (status.textContent !== text) status.textContent = text; };

  /** Указатель, названия видов и слова вопросов; не загрузился — следующий вопрос попробует снова. */
  function load() {
    const keep = loaded => { titles = loaded.kinds; return loaded; };
    return index ||= opened(base).then(keep).catch(error => { index = null; throw error; });
  }

  /** Нашлось мало: опечатки и лишние слова правит другой скрипт. */
  const mended = async (...asked) => (await import("./mending.js")).mend(...asked, `${base}words.json`);

  /** Ответ: найденное и слова, по которым оно нашлось, если не по тем, что спросили. */
  async function answer(text) {
    const { engine, asking } = await load();
    const { words, meant } = question(text, asking);
    if (!engine || !words.length) return { asked: "", results: [] };
    const weight = result => result.score * (asking.weights[kindOf(result)] || 1) * (kindOf(result) === meant ? asking.meant : 1);
    const find = async part => {
      const { results } = await engine.search(part.join(" "), { filters: chosen() });
      return results.sort((a, b) => weight(b) - weight(a));
    };
    const asked = words.join(" ");
    let best = { words, results: await find(words) };
    if (best.results.length < FEW) best = await mended(best, find).catch(() => best);
    return { asked, results: best.results, instead: best.words.join(" ") === asked ? "" : best.words.join(" ") };
  }

  /** Спросили иначе: прежний ответ, если он ещё идёт, уже не нужен. */
  function ask() {
    clearTimeout(timer);
    list.setAttribute("aria-busy", "true");
    return ++turn;
  }

  /** Ответ на то, что сейчас в окне; правда, если он последний. */
  async function search() {
    const mine = ask();
    const waiting = setTimeout(() => say("Ищем…"), 300);
    try {
      const { asked, results, instead } = /[\p{L}\p{N}]/u.test(input.value) ? await answer(input.value) : { asked: "", results: [] };
      if (mine !== turn) return false;
      if (asked && !results.length && !navigator.onLine) fail(); // части указателя могли не прийти, а Pagefind об этом молчит
      else await show(results, asked, instead, mine);
    } catch {
      if (mine === turn) fail();
    } finally {
      clearTimeout(waiting);
      if (mine === turn) list.removeAttribute("aria-busy");
    }
    return mine === turn;
  }

  function fail() {
    found = [];
    list.replaceChildren();
    chips.hidden = true;
    say(LOAD_FAILED);
    assist(false);
  }

  const chosen = () => Object.fromEntries(
    [...narrow.querySelectorAll("select")].filter(select => select.value).map(select => [select.name, select.value]));

  /** Прежние результаты стоят, пока не прочитаны новые. */
  async function show(results, asked, instead, mine) {
    const shown = ofKind(results).length ? ofKind(results) : results;
    const items = await read(shown.slice(0, FIRST));
    if (mine !== turn) return;
    found = results;
    kinds();
    list.replaceChildren(...items);
    out.scrollTop = 0;
    $("[data-more]").hidden = items.length >= shown.length;
    assist(asked && !shown.length);
    if (!asked) say("");
    else if (!shown.length) say("Ничего не нашлось");
    else say(`Найдено: ${plural(shown.length, ["страница", "страницы", "страниц"])}${instead ? ` по запросу «${instead}»` : ""}`);
  }

  const kindOf = result => result.id.split(".")[0];
  const ofKind = (results = found) => kind ? results.filter(result => kindOf(result) === kind) : results;

  /** Ярлыки видов с числами; один вид выбирать не из чего. */
  function kinds() {
    const counts = {};
    found.forEach(result => { counts[kindOf(result)] = (counts[kindOf(result)] || 0) + 1; });
    if (!counts[kind]) kind = "";
    const focused = chips.contains(document.activeElement) && document.activeElement.dataset.kind;
    chips.replaceChildren(...[["", "Везде"], ...Object.entries(titles)].filter(([code]) => !code || counts[code])
      .map(([code, title]) => chip(code, title, code ? counts[code] : found.length)));
    chips.hidden = chips.children.length < 3;
    if (focused !== false) chips.querySelector(`[data-kind="${kind}"]`)?.focus();
  }

  function chip(code, title, count) {
    const made = element("button", { type: "button", className: "facet" }, `${title} `,
      element("span", { className: "n", textContent: count }));
    made.dataset.kind = code;
    made.setAttribute("aria-pressed", String(code === kind));
    made.addEventListener("click", () => { kind = code; search(); });
    return made;
  }

  /** Прочитанные результаты; тот, чьё название и есть вопрос, первый. */
  async function read(results) {
    const pages = await Promise.all(results.map(async result => ({ page: await result.data(), result })));
    const asked = bare(input.value), exact = ({ page }) => bare(page.meta.title) === asked;
    return pages.sort((a, b) => exact(b) - exact(a)).map(({ page, result }) => item(page, result));
  }

  /** Ещё результаты; прочитанные раньше остаются на месте. */
  async function further() {
    const answer = found, shown = ofKind(), from = list.children.length;
    const items = await read(shown.slice(from, from + MORE));
    if (answer !== found || from !== list.children.length) return; // пришёл другой ответ или нажали дважды
    list.append(...items);
    $("[data-more]").hidden = list.children.length >= shown.length;
    items[0]?.querySelector("a").focus();
  }

  function item(page, result) {
    const part = result.matchedMetaFields?.some(name => name === "title" || name === "names") ? null : section(page);
    const { title, text, link, date } = page.meta;
    const href = link === undefined ? (part || page).url : root + link;
    const heading = element("h3", {}, element("a", { href, textContent: glued(part ? `${title} — ${part.title}` : title) }));
    const words = page.excerpt.includes("<mark>") || !text ? quoted(page, part) : text;
    const note = [["pages", "sections"].includes(kindOf(result)) ? "" : titles[kindOf(result)], date].filter(Boolean).join(" · ");
    return element("li", {}, heading, element("p", {}, ...marked(glued(words))), ...(note ? [element("p", { className: "muted", textContent: note })] : []));
  }

  /** Часть страницы под заголовком, где слова вопроса значат больше всего; null, если это её начало. */
  function section({ url, sub_results: parts = [] }) {
    const sum = part => part.weighted_locations.reduce((all, { balanced_score: score }) => all + score, 0);
    const [best] = [...parts].sort((a, b) => sum(b) - sum(a));
    return best && best.url !== url ? best : null;
  }

  /** Отрывок с многоточием там, где текст страницы продолжается. */
  function quoted({ excerpt, plain_excerpt: plain, content }, part) {
    if (part) ({ excerpt, plain_excerpt: plain = excerpt } = part);
    const begins = content.trimStart().startsWith(plain.slice(0, 20).replace(/&lt;/g, "<").replace(/&gt;/g, ">"));
    return `${begins ? "" : "… "}${excerpt}${/[.!?…]$/.test(plain) ? "" : " …"}`;
  }

  /** Pagefind теряет неразрывные пробелы. */
  const glued = text => [1, 2].reduce(glued => glued.replace(/(^|[^\p{L}\p{N}])(\p{L}{1,2}|№|\d+) (?=\S)/gu, "$1$2\u00a0"), text);

  /** Отрывок Pagefind: текст с заменёнными угловыми скобками и <mark>; разбирается без разметки. */
  const marked = excerpt => excerpt.split(/<\/?mark>/).flatMap((part, number) => {
    const text = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    if (number % 2 === 0) return [text];
    const [, before, word, after] = text.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    return [before, element("mark", { textContent: word }), after];
  });

  /** Подсказка: до вопроса — куда пойти, после пустого ответа — ещё и как спросить иначе. Без ответа нечего и уточнять. */
  function assist(nothing) {
    narrow.hidden = !narrow.open && !ofKind().length;
    help.hidden = list.children.length > 0 || (ofKind().length > 0);
    $("[data-nothing]").hidden = !nothing;
    const places = help.querySelector(".places");
    if (!places.children.length) places.append(...[...document.querySelectorAll("footer nav")].map(group));
  }

  /** Группа карты раздела ярлыками. */
  function group(menu, number) {
    const title = element("p", { className: "facet-h", id: `find-${number}`, textContent: menu.querySelector("h2").textContent });
    const list = element("ul", { className: "facet-l" }, ...[...menu.querySelectorAll("a")].map(link =>
      element("li", {}, element("a", { className: "facet", href: link.href, textContent: link.textContent }))));
    list.setAttribute("aria-labelledby", title.id);
    return element("div", {}, title, list);
  }

  /** Списки «Уточнить»: что есть в указателе; его часть с ними загружается, только если их открыли. */
  async function narrowing() {
    const box = narrow.querySelector("div");
    if (!narrow.open || box.children.length) return;
    box.append(element("p", { className: "muted", textContent: "Загружаем…" }));
    try {
      const { engine } = await load();
      const filters = engine ? await engine.filters() : {};
      box.replaceChildren(...Object.keys(filters).sort().map(name => selection(name, Object.keys(filters[name]).sort())));
      if (!box.children.length) box.append(element("p", { className: "muted", textContent: "Уточнять пока не по чему." }));
    } catch {
      box.replaceChildren();
      narrow.open = false;
      fail();
    }
  }

  function selection(name, values) {
    const options = [["", "Не важно"], ...values.map(value => [value, value])];
    const select = element("select", { name }, ...options.map(([value, textContent]) => element("option", { value, textContent })));
    select.addEventListener("change", () => {
      const count = Object.keys(chosen()).length;
      narrow.querySelector("b").textContent = count ? ` · выбрано ${count}` : "";
      search();
    });
    return element("label", {}, `${name} `, select);
  }

  /* Клавиши: вниз и вверх ходят по результатам, Enter в строке открывает первый, Esc закрывает окно сразу. */
  function walk(event) {
    const links = [input, ...list.querySelectorAll("a")], here = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || here < 0 || links.length < 2) return;
    event.preventDefault();
    links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
  }

  async function openFirst() {
    if (await search()) list.querySelector("a")?.click();
  }

  input.addEventListener("input", () => {
    ask();
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.isComposing) openFirst();
    if (event.key !== "Escape") return;
    event.preventDefault(); // иначе браузер сначала сотрёт вопрос и окно закроет только второе нажатие
    dialog.close();
  });
  dialog.addEventListener("keydown", walk);
  out.addEventListener("click", event => { if (event.target.closest("a")?.hash) dialog.close(); });
  narrow.addEventListener("toggle", narrowing);
  $("[data-more]").addEventListener("click", further);
  assist(false);
  load().then(() => { if ("enter" in box.dataset) openFirst(); else if (input.value) search(); }, fail);
}
