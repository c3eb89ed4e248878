# Раздел в контейнере: первая ступень собирает сайт, вторая его показывает — без Python, без записей и не от root.
#   docker build --pull -t nastavnichestvo . && docker run --read-only --tmpfs /tmp -p 8080:8080 nastavnichestvo
# Перед ним стоит сервер с HTTPS (nginx, Caddy): он пересылает запросы сюда. Собирайте заново каждую ночь: даты на
# страницах живут по календарю. Метки названы точно; отпечаток надёжнее: docker pull покажет Digest, впишите @sha256:…
FROM python:3.13.5-slim-bookworm AS build
WORKDIR /section
COPY . .
RUN python -m pip install --no-cache-dir --no-compile --require-hashes -r requirements/mkdocs.lock \
 && python -m pip install --no-cache-dir --no-compile --no-deps --no-build-isolation . \
 && useradd --create-home --uid 10001 builder
RUN chown -R builder /section
USER 10001
RUN nastavnik check && nastavnik build

FROM nginxinc/nginx-unprivileged:1.29-alpine
COPY --from=build /section/.nastavnik/servers/container.conf /etc/nginx/conf.d/default.conf
COPY --from=build /section/site /srv/site
USER 101
EXPOSE 8080
HEALTHCHECK CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthy"]
