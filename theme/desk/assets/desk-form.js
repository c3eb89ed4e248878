/*
 * Форма записи. Без скрипта она сохраняется так же; скрипт показывает замечания и страницу, пока человек пишет,
 * ищет записи по имени, принимает файлы, меняет порядок, оформляет текст и не даёт потерять несохранённое.
 */
(() => {
  "use strict";

  const form = document.querySelector("form.record");
  if (!form) return;

  const one = (selector, root = form) => root.querySelector(selector);
  const all = (selector, root = form) => [...root.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, label, action) => {
    const element = make("button", { type: "button", textContent: text, title: label });
    element.setAttribute("aria-label", label);
    element.addEventListener("click", action);
    return element;
  };
  /* Ответ стола; не удался — предложение с его страницы. */
  const answerTo = async (address, body, headers = {}) => {
    const response = await fetch(address, { method: "POST", body, headers });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    const sentence = new DOMParser().parseFromString(text, "text/html").querySelector(".lead");
    const refusal = sentence ? sentence.textContent : text;
    return { remarks: [{ path: "", sentence: refusal, severity: "error", fields: [] }], look: "", path: "", sentence: refusal };
  };
  const at = (name, path) => one(`[data-${name}="${CSS.escape(path)}"]`);
  const own = form.dataset.address;

  /* ---------- Замечания, согласия и страница рядом ---------- */

  let changed = Boolean(one(".notice.error"));
  let timer = 0;
  let latest = 0;
  const frame = document.querySelector("[data-look]");
  const state = one("[data-saved]");

  const valueOf = (item) => all("input:not([type=hidden]), textarea, select", item).map((field) => field.value).join("");

  /* Открыть всё, во что поле свёрнуто. */
  const reveal = (element) => {
    for (let place = element; place && place !== form; place = place.parentElement) {
      if (place.matches("[data-more]") && place.closest("details.rest")) unfold(place);
      if (place.matches("details")) place.open = true;
    }
  };

  const nearest = (name, path) => {
    for (let steps = path.split("/"); steps.length; steps.pop()) {
      const element = at(name, steps.join("/"));
      if (element) return element;
    }
    return null;
  };

  const showRemarks = (remarks) => {
    for (const list of all("[data-said]")) list.replaceChildren();
    for (const field of all("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const remark of remarks) {
      const path = remark.path;
      const list = nearest("said", path) || one('[data-said=""]');
      const ways = remark.fields.map(([caption, way]) => make("a", { href: `#at-${way}`, textContent: caption }));
      list.append(make("li", { className: remark.severity }, remark.sentence, ...ways.flatMap((way, number) => [number ? ", " : " ", way])));
      if (remark.severity !== "error") continue;
      const field = one(`[name="${CSS.escape(path)}"]:not([type=hidden])`) || at("for", path);
      if (field) field.setAttribute("aria-invalid", "true");
      reveal(list);
    }
  };

  const showConsents = (sentences, hidden) => {
    const unseen = new Set(hidden);
    for (const badge of all("[data-unseen]")) badge.hidden = !unseen.has(badge.dataset.unseen);
    for (const place of all("[data-seen]")) place.hidden = true;
    for (const [path, sentence] of Object.entries(sentences)) {
      const place = at("seen", path);
      if (place) Object.assign(place, { textContent: sentence, hidden: false });
    }
  };

  /* Страница становится туда, где стоит то, что сейчас правят. */
  const follow = () => {
    const field = document.activeElement;
    const page = frame && frame.contentDocument;
    if (!page || !page.body || !field || !form.contains(field) || !/^(text|textarea)$/.test(field.type)) return;
    const line = field.value.slice(0, field.selectionStart).split("\n").pop() + field.value.slice(field.selectionStart).split("\n")[0];
    const plain = (text) => text.replace(/[\s\u00a0]+/g, " ").replace(/[*_#«»"[\]]/g, "").trim().toLowerCase();
    const words = plain(line).slice(0, 24);
    if (words.length < 4) return;
    const walker = page.createTreeWalker(page.querySelector("main") || page.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!plain(walker.currentNode.data).includes(words)) continue;
      const place = walker.currentNode.parentElement.getBoundingClientRect();
      const inside = frame.contentWindow;
      if (place.top < 0 || place.bottom > inside.innerHeight) inside.scrollBy(0, place.top - inside.innerHeight / 3);
      return;
    }
  };
  form.addEventListener("focusin", follow);

  const showPage = (address) => {
    const inside = frame.contentWindow;
    const top = inside && inside.document.scrollingElement ? inside.document.scrollingElement.scrollTop : 0;
    frame.hidden = false;
    const none = document.querySelector("[data-none]");
    if (none) none.hidden = true;
    frame.onload = () => {
      if (frame.contentDocument.scrollingElement) frame.contentDocument.scrollingElement.scrollTop = top;
      follow();
    };
    frame.src = address;
  };

  const check = async () => {
    const number = ++latest;
    let answer;
    try {
      answer = await answerTo(form.dataset.draft, new URLSearchParams(new FormData(form)));
    } catch {
      state.textContent = "Рабочий стол закрыт. Откройте его снова: написанное здесь не потеряется, пока открыта эта страница.";
      return;
    }
    if (number !== latest) return;
    showRemarks(answer.remarks);
    if (answer.consents) showConsents(answer.consents, answer.hidden);
    const note = one("[data-note]");
    note.textContent = answer.note || "";
    if (answer.way) note.append(" ", make("a", { href: answer.way, textContent: "Открыть это поле" }));
    note.hidden = !answer.note;
    mark(!answer.unchanged);
    if (answer.look && frame) showPage(answer.look);
  };

  const mark = (unsaved) => {
    changed = unsaved;
    state.textContent = changed ? "Не сохранено" : "";
    form.classList.toggle("unsaved", changed);
  };

  const typed = () => {
    mark(true);
    clearTimeout(timer);
    timer = setTimeout(check, 350);
  };
  if (form.dataset.draft) {
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
  }
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  /* ---------- Повторяемое: порядок, ещё одно, убрать ---------- */

  let fresh = 0;

  const moving = (item) => {
    const tools = one(":scope > [data-tools]", item);
    if (!tools || tools.children.length) return;
    const off = one(":scope > details > .off input", item);
    off.closest(".off").hidden = true;
    const move = (other, place, self) => () => {
      const neighbour = item[other];
      if (neighbour && neighbour.matches("[data-item]")) { neighbour[place](item); typed(); tools.children[self].focus(); }
    };
    tools.append(
      button("↑", "Выше", move("previousElementSibling", "before", 0)),
      button("↓", "Ниже", move("nextElementSibling", "after", 1)),
      button("✕", "Убрать", () => {
        off.checked = true;
        const list = item.closest("[data-many]");
        item.hidden = true;
        typed();
        (one("details.new summary", list) || list).focus();
      }),
    );
    const summary = one("[data-summary]", item);
    const path = one("input[name$='/@from']", item).name.replace(/@from$/, "");
    const typedIn = (name) => one(`[data-for="${CSS.escape(path + name)}"]`, item) || one(`[name="${CSS.escape(path + name)}"]:not([type=hidden])`, item);
    item.addEventListener("input", () => {
      const fields = item.dataset.called.split(" ").map(typedIn).filter((field) => field && field.type !== "checkbox");
      const texts = fields.map((field) => (field.selectedOptions && field.value ? field.selectedOptions[0].textContent : field.value).trim()).filter(Boolean);
      summary.textContent = (texts.find((text) => /\p{L}{3}/u.test(text)) || texts[0] || "Новое").slice(0, 90);
    });
  };

  /* Пустой пункт приходит, когда его хотят добавить; следующий встаёт за ним. */
  const fill = async (box) => {
    const address = `/blank/${form.dataset.kind}?path=${encodeURIComponent(box.dataset.blank)}&as=n${++fresh}`;
    const holder = make("div", { innerHTML: await (await fetch(address)).text() });
    const item = one("fieldset", holder);
    box.before(item);
    box.open = false;
    equip(item.parentElement);
    one("input:not([type=hidden]), textarea, select", item).focus();
  };

  /* За последней заполненной строкой всегда стоит пустая. */
  const growing = (list) => {
    const rows = all(":scope > [data-row]", list);
    if (!rows.length || list.dataset.grows) return;
    list.dataset.grows = "yes";
    const pattern = rows[rows.length - 1].cloneNode(true);
    const path = list.dataset.many;
    let last = rows[rows.length - 1];
    list.addEventListener("input", () => {
      if (!valueOf(last)) return;
      const row = pattern.cloneNode(true);
      const step = `n${++fresh}`;
      for (const field of all("[name]", row)) field.name = field.name.replace(`${path}/${rows.length - 1}`, `${path}/${step}`);
      for (const field of all("[id]", row)) field.id = `${field.id}-${step}`;
      last.after(row);
      last = row;
      equip(row);
    });
  };

  /* ---------- Пустые поля — кнопками ---------- */

  const unfold = (place) => {
    const box = place.closest("details.rest");
    const fields = one(":scope > .fields", box.parentElement);
    const next = [...fields.children].find((other) => Number(other.dataset.order) > Number(place.dataset.order));
    fields.insertBefore(place, next || null);
    const chips = box.previousElementSibling;
    const chip = chips && all("button", chips).find((each) => each.dataset.order === place.dataset.order);
    if (chip) chip.remove();
    if (chips && !one("button", chips)) chips.hidden = true;
    place.removeAttribute("data-more");
  };

  const folding = (box) => {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    box.hidden = true;
    const chips = make("div", { className: "chips" }, make("span", { textContent: "Ещё можно указать:" }));
    for (const place of all(":scope > .fields > [data-more]", box)) {
      const chip = make("button", { type: "button", textContent: place.dataset.more });
      chip.dataset.order = place.dataset.order;
      chip.addEventListener("click", () => {
        unfold(place);
        const first = one("input:not([type=hidden]):not([hidden]), textarea, select, summary, button", place);
        if (first) first.focus();
      });
      chips.append(chip);
    }
    box.before(chips);
  };

  /* Состояние просит других полей: они открываются сразу, с сегодняшним днём, чтобы сохранить всё за один раз. */
  const asking = (box) => {
    const choice = one("select", box);
    const offer = (field) => { if (field && field.type === "date" && !field.value) field.value = box.dataset.today; };
    choice.addEventListener("change", () => {
      if (choice.value !== box.dataset.code) return;
      for (const name of box.dataset.opens.split(" ")) {
        const field = at("field", name);
        reveal(field);
        field.classList.add("wanted");
        const days = all("input[type=date]", field);
        if (field.matches(".field")) days.forEach(offer);
        else field.addEventListener("input", () => days.forEach(offer), { once: true });
      }
    });
  };

  /* ---------- Ссылки на записи: ищут по имени, записывают имя файла ---------- */

  const known = new Map();
  const namesOf = (kind) => {
    if (known.has(kind)) return known.get(kind);
    const options = all(`#list-${CSS.escape(kind)} option`);
    const counts = new Map();
    for (const option of options) counts.set(option.textContent, (counts.get(option.textContent) || 0) + 1);
    const names = { title: new Map(), id: new Map() };
    for (const option of options) {
      const title = counts.get(option.textContent) > 1 || kind === "stages" ? `${option.textContent} (${option.value})` : option.textContent;
      names.title.set(option.value, title);
      names.id.set(title, option.value);
    }
    for (const option of options) Object.assign(option, { value: names.title.get(option.value), textContent: "" });
    known.set(kind, names);
    return names;
  };

  const naming = (field) => {
    if (!field.name) return;
    const names = namesOf(field.dataset.names);
    const plain = (text) => text.trim().replace(new RegExp(`^/?(${field.dataset.names}|roadmap)/`), "");
    const hidden = make("input", { type: "hidden", name: field.name, value: field.value });
    field.dataset.for = field.name;
    field.removeAttribute("name");
    field.before(hidden);
    field.value = names.title.get(plain(field.value)) || field.value;
    if (!field.placeholder) field.placeholder = "начните вводить имя или название";
    /* Часть имени, которая подходит одной записи, — эта запись. */
    const meant = (text) => {
      const plain = (words) => words.trim().toLowerCase().replace(/ё/g, "е");
      const titles = text.trim() && !names.title.has(text.trim()) ? [...names.id.keys()].filter((title) => plain(title).includes(plain(text))) : [];
      return titles.length === 1 ? titles[0] : text.trim();
    };
    const choose = () => { hidden.value = names.id.get(meant(field.value)) || field.value; };
    field.addEventListener("input", choose);
    field.addEventListener("change", () => { field.value = meant(field.value); choose(); });
  };

  /* ---------- Длина ---------- */

  const counting = (field) => {
    if (field.dataset.counted) return;
    field.dataset.counted = "yes";
    const longest = Number(field.dataset.longest || Infinity);
    const shortest = Number(field.dataset.shortest || 0);
    const place = make("span", { className: "count" });
    const hint = document.getElementById(`${field.id}-hint`);
    if (!hint) return;
    hint.append(" ", place);
    const count = () => {
      const length = [...field.value.trim()].length;
      place.classList.toggle("bad", length > longest || (length > 0 && length < shortest));
      place.textContent = length > longest ? `лишних знаков: ${length - longest}`
        : length > 0 && length < shortest ? `не хватает знаков: ${shortest - length}`
        : length > longest * 0.7 ? `осталось знаков: ${longest - length}` : "";
    };
    field.addEventListener("input", count);
    count();
  };

  /* ---------- Оформление текста ---------- */

  const MARKS = [
    ["Жирный", "**", "**"], ["Курсив", "*", "*"], ["Подзаголовок", "\n### ", "\n"], ["Список", "\n- ", ""],
    ["Номера", "\n1. ", ""], ["Ссылка", "[", "](https://)"],
    ["Таблица", "\n| Что | Когда |\n| --- | --- |\n| ", " |  |\n"],
  ];

  /* Внутрь подписи картинки или слов ссылки ничего не вставляют: место — за её строкой. */
  const leaveBrackets = (text) => {
    const { selectionStart: start, selectionEnd: end, value } = text;
    if (start !== end || !/\[[^\]\n]*$/.test(value.slice(0, start))) return;
    const close = value.indexOf("\n", start);
    const place = close < 0 ? value.length : close + 1;
    text.setSelectionRange(place, place);
  };

  /* Вокруг выделенного; не выделено ничего — вокруг слов, на место которых сразу пишут. */
  const insert = (text, before, after, words = "") => {
    leaveBrackets(text);
    const { selectionStart: start, selectionEnd: end, value } = text;
    const chosen = value.slice(start, end) || words;
    const opens = start === 0 ? before.trimStart() : before;
    text.setRangeText(opens + chosen + after, start, end, "end");
    const place = start + opens.length;
    text.setSelectionRange(place, place + chosen.length);
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* По якорю раздел узнают ссылки и плитки главной. */
  const freeAnchor = (text) => {
    let number = 1;
    while (text.includes(`{#razdel-${number}}`)) number += 1;
    return `razdel-${number}`;
  };

  const toolbar = (bar) => {
    if (bar.children.length) return;
    const text = bar.nextElementSibling;
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Оформление текста");
    bar.hidden = false;
    /* У страницы своими словами поле поделено на куски: пишут в тот, где стоял курсор. */
    let pieces = null;
    const here = () => (pieces ? pieces.area() : text);
    if (form.dataset.kind === "page") bar.append(button("Раздел", "Раздел страницы", () => insert(here(), "\n## ", ` {#${freeAnchor(text.value)}}\n`, "Название раздела")));
    for (const [label, before, after] of MARKS) bar.append(button(label, label, () => insert(here(), before, after)));
    const take = async (file) => {
      const isPicture = file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name);
      const answer = await send(file, isPicture ? "story" : "");
      const words = file.name.replace(/\.[^.]*$/, "").replace(/[[\]]/g, " ");
      const path = /[\s()]/.test(answer.path) ? `<${answer.path}>` : answer.path;
      if (path && isPicture) insert(here(), "\n![", `](${path})\n`);
      else if (path) insert(here(), `[${words}](${path})`, "");
      if (answer.sentence) say(bar, answer);
    };
    for (const [label, accept] of [["Картинка", "image/*,.heic"], ["Файл", ""]]) {
      const chooser = make("input", { type: "file", hidden: true, accept });
      chooser.addEventListener("change", () => { if (chooser.files[0]) take(chooser.files[0]); });
      bar.append(chooser, button(label, `${label} с компьютера: можно и перетянуть на текст`, () => chooser.click()));
    }
    const taking = (area) => receiving(area, (file) => { area.focus(); take(file); });
    if (form.dataset.kind !== "page") return taking(text);
    pieces = window.pagePieces(text, taking);
    const blocks = make("span", { className: "blocks" }, make("span", { textContent: "Вставить:" }));
    for (const [name, label] of pieces.blocks) blocks.append(button(label, `Вставить блок «${label}»`, () => pieces.add(name)));
    bar.append(blocks);
  };

  /* Файл, который перетянули на поле. */
  const receiving = (place, take) => {
    for (const name of ["dragover", "dragleave", "drop"]) {
      place.addEventListener(name, (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        place.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
      });
    }
  };

  /* ---------- Файлы и фотографии ---------- */

  const send = async (file, shape) => {
    const called = one('[name="title"]') || one('[name="name"]');
    const query = new URLSearchParams({ name: file.name, shape, title: called ? called.value : "" });
    const address = `/files/${own}?${query}`;
    state.textContent = "Принимаю файл…";
    const answer = await answerTo(address, file, { "Content-Type": "application/octet-stream" });
    state.textContent = "";
    return answer;
  };

  const say = (near, answer) => {
    const list = one("[data-said]", near.closest("[data-field]"));
    list.replaceChildren(make("li", { className: answer.path ? "hint" : "error", textContent: answer.sentence }));
  };

  /* Длинное имя — без середины: по началу и концу файл узнают. */
  const shortName = (name) => (name.length > 42 ? `${name.slice(0, 28).trimEnd()}…${name.slice(-13).trimStart()}` : name);

  const dropping = (drop) => {
    if (drop.dataset.ready) return;
    drop.dataset.ready = "yes";
    const field = one("input", drop);
    const chooser = make("input", { type: "file", hidden: true });
    if (drop.dataset.drop === "picture") chooser.accept = "image/*,.heic";
    const picture = make("img", { alt: "", hidden: true });
    const named = make("p", { className: "chosen", hidden: true });
    const other = button("Другой файл раздела", "Другой файл раздела: из тех, что в нём уже есть, или никакого", () => {
      named.hidden = other.hidden = true;
      field.hidden = false;
      field.select();
    });
    /* Выбранный файл — именем; путь к нему человеку не нужен, а весь виден, если навести. */
    const look = () => {
      const isChosen = Boolean(field.value.trim());
      named.textContent = shortName(field.value.split("/").pop());
      named.title = field.value;
      field.hidden = isChosen;
      named.hidden = other.hidden = !isChosen;
      picture.hidden = true;
      if (/\.(jpe?g|png|webp|svg|gif|avif)$/i.test(field.value)) picture.src = `/picture/${own}?name=${encodeURIComponent(field.value)}`;
    };
    picture.addEventListener("load", () => { picture.hidden = false; });
    field.addEventListener("change", look);
    const take = async (file) => {
      const answer = await send(file, drop.dataset.shape);
      if (answer.path) field.value = answer.path;
      look();
      if (answer.path) field.dispatchEvent(new Event("input", { bubbles: true }));
      if (answer.sentence) say(drop, answer);
    };
    chooser.addEventListener("change", () => { if (chooser.files[0]) take(chooser.files[0]); });
    field.before(named);
    drop.append(picture, chooser, button("Выбрать файл…", "Выбрать файл на компьютере или перетянуть сюда", () => chooser.click()), " ", other);
    receiving(drop, take);
    look();
  };

  const opening = (box) => {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    box.addEventListener("toggle", () => { if (box.open) fill(box); });
  };

  const EQUIPMENT = [
    ["[data-many]", growing], ["fieldset[data-item]", moving], ["details.new", opening], ["[data-bar]", toolbar],
    ["[data-drop]", dropping], ["[data-longest], [data-shortest]", counting], ["[data-names]", naming], ["details.rest", folding], ["[data-opens]", asking],
  ];
  const equip = (root) => {
    for (const [selector, give] of EQUIPMENT) all(selector, root).forEach(give);
  };

  equip(form);
  if (changed && form.dataset.draft) check();
  for (const error of all("[data-said] .error")) reveal(error);
  /* После сохранения с клавиатуры первый Tab ведёт к тому, что предложено рядом с «Сохранено». */
  const came = one("[data-came]");
  if (came) came.focus({ preventScroll: true });
  const wanted = form.dataset.focus && nearest("field", form.dataset.focus);
  if (wanted) {
    reveal(wanted);
    wanted.classList.add("wanted");
    for (const chip of all(".chips button", wanted)) chip.click();
    const first = all("input:not([type=hidden]):not([hidden]), textarea:not([hidden]), select", wanted).find((field) => wanted.matches(".part") && !field.value && field.type !== "checkbox")
      || one("input:not([type=hidden]):not([hidden]), textarea:not([hidden]), select", wanted);
    if (first) first.focus({ preventScroll: true });
    wanted.scrollIntoView({ block: "center" });
  }
})();
