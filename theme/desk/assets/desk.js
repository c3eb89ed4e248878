/* Рабочий стол: части страниц, которые приходят после неё, поиск в списке, отправка файла. Форма — в desk-form.js. */
(() => {
  "use strict";

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

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
      const nothing = one("[data-nothing]");
      if (nothing) nothing.hidden = lines.some((line) => !line.hidden);
    });
  }

  /* Файлы уходят к столу и ждут решения под именами, которые он назвал; дальше форма уходит как всякая другая. */
  const sent = async (address, file) => {
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await fetch(`${address}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers });
    const text = await answer.text();
    if (!answer.ok || !answer.headers.get("Content-Type").startsWith("text/plain")) throw new Error(said(text));
    return text;
  };
  for (const sending of all("form[data-sending]")) {
    const state = one("[data-state]", sending);
    sending.addEventListener("submit", async (event) => {
      event.preventDefault();
      const chosen = all("input[type=file]", sending).flatMap((input) => [...input.files].map((file) => [input, file]));
      const names = [];
      try {
        for (const [input, file] of chosen) {
          state.textContent = `Читаю: ${file.name}`;
          names.push([input.dataset.name, await sent(sending.action, file)]);
        }
      } catch (error) {
        state.textContent = error.message;
        return;
      }
      for (const [name, value] of names) {
        if (chosen.some(([input]) => !input.multiple && input.dataset.name === name)) for (const kept of all("[data-kept]", sending)) kept.remove();
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        sending.append(field);
      }
      state.textContent = "Готовлю страницу…";
      sending.submit();
    });
  }
  /* Файлы можно бросить на поле. */
  for (const place of all("[data-files]")) {
    const input = one("input", place);
    place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("over");
      input.files = event.dataTransfer.files;
    });
  }
})();
