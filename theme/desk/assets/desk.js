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
})();
