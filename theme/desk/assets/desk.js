/*
 * Рабочий стол. Без скрипта формы сохраняются так же; скрипт показывает замечания и страницу, пока человек пишет,
 * принимает перетянутые файлы, меняет порядок, оформляет текст и не даёт потерять несохранённое.
 */
(() => {
  "use strict";

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* Что сказано в ответе, который не удался: он бывает страницей и бывает предложением. */
  const said = (text) => {
    const sentence = one(".lead", new DOMParser().parseFromString(text, "text/html"));
    return sentence ? sentence.textContent : text;
  };

  /* Части страниц, которые приходят после неё. */
  for (const place of all("[data-load]")) {
    fetch(place.dataset.load)
      .then((answer) => answer.text())
      .then((html) => { place.innerHTML = html; })
      .catch(() => { /* ссылка на ту же страницу уже стоит на этом месте */ });
  }

  /* Поиск в списке записей. */
  for (const field of all("[data-find]")) {
    const lines = all("li", one(field.dataset.find));
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().replace(/ё/g, "е").split(/\s+/);
      for (const line of lines) {
        const text = line.textContent.toLowerCase().replace(/ё/g, "е");
        line.hidden = !words.every((word) => text.includes(word));
      }
    });
  }

  /* Файл уходит к столу и ждёт решения; дальше — страница с тем, что получится. */
  for (const sending of all("form[data-sending]")) {
    sending.addEventListener("submit", async (event) => {
      event.preventDefault();
      const file = one("input[type=file]", sending).files[0];
      const query = new URLSearchParams(new FormData(sending));
      query.set("name", file.name);
      one("[data-state]", sending).textContent = "Читаю файл…";
      const headers = { "Content-Type": "application/octet-stream" };
      const answer = await fetch(`${sending.action}?${query}`, { method: "POST", body: file, headers });
      if (answer.ok && answer.redirected) location.assign(answer.url);
      else one("[data-state]", sending).textContent = said(await answer.text());
    });
  }

  const form = one("form.record");
  if (!form) return;

  /* ---------- Замечания и страница рядом ---------- */

  let changed = Boolean(one(".notice.error", form));
  let timer = 0;
  let latest = 0;
  const frame = one("[data-look]");
  const state = one("[data-saved]");

  const fieldAt = (path) => form.elements.namedItem(path);

  const showRemarks = (remarks) => {
    for (const list of all("[data-said]", form)) list.replaceChildren();
    for (const field of all("[aria-invalid]", form)) field.removeAttribute("aria-invalid");
    for (const remark of remarks) {
      const steps = remark.path.split("/");
      let list = null;
      while (!list) {
        list = one(`[data-said="${CSS.escape(steps.join("/"))}"]`, form);
        if (!steps.length || steps.join("/") === "") break;
        if (!list) steps.pop();
      }
      list = list || one('[data-said=""]', form);
      list.append(make("li", { className: remark.severity, textContent: remark.sentence }));
      const field = fieldAt(remark.path);
      if (field instanceof Element && remark.severity === "error") field.setAttribute("aria-invalid", "true");
      const folded = list.closest("details:not([open])");
      if (folded && remark.severity === "error") folded.open = true;
    }
  };

  const showPage = (address) => {
    const inside = frame.contentWindow;
    const top = inside && inside.document.scrollingElement ? inside.document.scrollingElement.scrollTop : 0;
    frame.hidden = false;
    frame.onload = () => { if (frame.contentDocument.scrollingElement) frame.contentDocument.scrollingElement.scrollTop = top; };
    frame.src = address;
  };

  const check = async () => {
    const number = ++latest;
    const body = new URLSearchParams(new FormData(form));
    let answer;
    try {
      const response = await fetch(form.dataset.draft, { method: "POST", body });
      const text = await response.text();
      answer = response.ok ? JSON.parse(text) : { remarks: [{ path: "", sentence: said(text), severity: "error" }], look: "" };
    } catch {
      state.textContent = "Рабочий стол закрыт: откройте его снова, написанное здесь не потеряется.";
      return;
    }
    if (number !== latest) return;
    showRemarks(answer.remarks);
    const note = one("[data-note]", form);
    note.textContent = answer.note || "";
    note.hidden = !answer.note;
    changed = !answer.unchanged;
    state.textContent = changed ? "Не сохранено" : "";
    if (answer.look && frame) showPage(answer.look);
  };

  const typed = () => {
    changed = true;
    state.textContent = "Не сохранено";
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
  const button = (text, label, action) => {
    const element = make("button", { type: "button", textContent: text, title: label });
    element.setAttribute("aria-label", label);
    element.addEventListener("click", action);
    return element;
  };

  const equip = (root) => {
    for (const item of all("fieldset[data-item]", root)) {
      const tools = one(":scope > [data-tools]", item);
      if (!tools || tools.children.length) continue;
      const off = one(":scope > .off input", item);
      one(":scope > .off", item).hidden = true;
      tools.append(
        button("↑", "Выше", () => {
          const before = item.previousElementSibling;
          if (before && before.matches("[data-item]")) { before.before(item); typed(); tools.firstChild.focus(); }
        }),
        button("↓", "Ниже", () => {
          const after = item.nextElementSibling;
          if (after && after.matches("[data-item]")) { after.after(item); typed(); tools.children[1].focus(); }
        }),
        button("✕", "Убрать", () => {
          off.checked = true;
          const list = item.closest("[data-many]");
          item.hidden = true;
          typed();
          (one("summary", list) || list).focus();
        }),
      );
    }
    for (const box of all("details.new", root)) {
      if (box.dataset.ready) continue;
      box.dataset.ready = "yes";
      box.addEventListener("toggle", () => { if (box.open) fill(box); });
    }
    for (const bar of all("[data-bar]", root)) toolbar(bar);
    for (const drop of all("[data-drop]", root)) dropping(drop);
  };

  /* Пустой пункт приходит, когда его хотят добавить; следующий встаёт за ним. */
  const fill = async (box) => {
    const path = box.dataset.blank;
    const address = `/blank/${form.dataset.kind}?path=${encodeURIComponent(path)}&as=n${++fresh}`;
    const html = await (await fetch(address)).text();
    const holder = make("div");
    holder.innerHTML = html;
    const item = one("fieldset", holder);
    box.before(item);
    box.open = false;
    equip(form);
    const first = one("input:not([type=hidden]), textarea, select", item);
    if (first) first.focus();
  };

  /* ---------- Оформление текста ---------- */

  const MARKS = [
    ["Жирный", "**", "**"], ["Курсив", "*", "*"], ["Подзаголовок", "\n## ", "\n"], ["Список", "\n- ", ""],
    ["Номера", "\n1. ", ""], ["Ссылка", "[", "](https://)"],
  ];

  const toolbar = (bar) => {
    if (bar.children.length) return;
    const text = document.getElementById(bar.dataset.bar);
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Оформление текста");
    bar.hidden = false;
    for (const [label, before, after] of MARKS) {
      bar.append(button(label, label, () => {
        const { selectionStart: start, selectionEnd: end, value } = text;
        const chosen = value.slice(start, end);
        const opens = start === 0 ? before.trimStart() : before;
        text.setRangeText(opens + chosen + after, start, end, "end");
        const place = start + opens.length;
        text.setSelectionRange(place, place + chosen.length);
        text.focus();
        typed();
      }));
    }
  };

  /* ---------- Файлы и фотографии ---------- */

  const dropping = (drop) => {
    if (drop.dataset.ready) return;
    drop.dataset.ready = "yes";
    const field = one("input", drop);
    const chooser = make("input", { type: "file", hidden: true });
    if (drop.dataset.drop === "picture") chooser.accept = "image/*,.heic";
    const send = async (file) => {
      const place = `${form.dataset.kind}/${form.dataset.id || "novaya-zapis"}`;
      const address = `/files/${place}?name=${encodeURIComponent(file.name)}&shape=${drop.dataset.shape}`;
      const response = await fetch(address, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } });
      const text = await response.text();
      const answer = response.ok ? JSON.parse(text) : { path: "", sentence: said(text) };
      if (answer.path) field.value = answer.path;
      const list = one("[data-said]", drop.parentElement);
      list.replaceChildren(...(answer.sentence ? [make("li", { className: answer.path ? "hint" : "error", textContent: answer.sentence })] : []));
      if (answer.path) typed();
    };
    chooser.addEventListener("change", () => { if (chooser.files[0]) send(chooser.files[0]); });
    drop.append(chooser, button("Выбрать файл…", "Выбрать файл на компьютере или перетянуть сюда", () => chooser.click()));
    for (const name of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
      });
    }
  };

  equip(form);
})();
